// Four answers, by shape and colour.

const SHAPES = { met: ["●", "met"], not_met: ["▲", "short"], not_applicable: ["–", ""], undetermined: ["?", "open"] } as const;

export function Signs({ answer, name }: { answer: keyof typeof SHAPES; name: string }) {
  const [shape, colour] = SHAPES[answer];
  return (
    <span class={`tag ${colour}`}>
      <span aria-hidden="true">{shape}</span> {name}
    </span>
  );
}
