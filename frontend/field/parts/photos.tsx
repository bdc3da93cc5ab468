// Pictures with a record: always a choice. They are made small on the phone and lose where and when they were taken.

import { useState } from "preact/hooks";

import { NotAPicture, prepared, type Prepared } from "../core/pictures.ts";
import { t } from "../words.ts";
import { Icon } from "./frame.tsx";

const MOST = 9;

export function Photos({ value, change }: { value: Prepared[]; change: (value: Prepared[]) => void }) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const add = async (files: FileList | null) => {
    setBusy(true);
    setProblem("");
    const added = [...value];
    for (const file of Array.from(files ?? []).slice(0, MOST - value.length)) {
      try {
        added.push(await prepared(file));
      } catch (error) {
        if (!(error instanceof NotAPicture)) throw error;
        setProblem(t("“{name}”不是能打开的照片，没有加上。", { name: file.name }));
      }
    }
    setBusy(false);
    change(added);
  };
  return (
    <div class="field">
      <label class="button plain">
        <Icon name="paperclip" />
        {busy ? t("正在处理照片…") : value.length ? t("照片 {n} 张", { n: value.length }) : t("加照片（可不加）")}
        <input class="out-of-sight" type="file" accept="image/*" multiple disabled={busy} onChange={(event) => void add(event.currentTarget.files)} />
      </label>
      {value.length > 0 && (
        <button type="button" class="link" onClick={() => change([])}>
          {t("都不要了")}
        </button>
      )}
      {problem && <p class="problem" role="alert">{problem}</p>}
    </div>
  );
}
