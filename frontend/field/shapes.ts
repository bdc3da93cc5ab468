// What the door lets this phone read, part by part: docs/offline.md, section 9. Days are 2026-11-22, words as a screen says them.

export interface Me {
  person: { id: string; name: string };
  county: { code: string; name: string };
  postings: Posting[];
  today: string;
  pack: string;
}

export interface Posting {
  id: string;
  role: string;
  role_name: string;
  village: string;
  village_name: string;
  township_name: string;
  starts_on: string;
  ends_on: string | null;
}

export interface Option {
  code: string;
  label: string;
}

export type FieldType =
  | "text" | "long_text" | "number" | "money" | "date" | "choice" | "checks" | "household" | "village" | "account" | "unit";

export interface Field {
  key: string;
  label: string;
  type: FieldType;
  asked: boolean;
  help: string;
  max: number | null;
  default: string | null;
  options: Option[];
}

export interface RecordForm {
  code: string;
  title: string;
  help: string;
  about: string;
  day: string; // the key of the field that says on which day
  household: string; // the key of the field that names a household, or empty
  serves: Option[];
  asks_duty: boolean; // no answer says which of the four duties it serves
  promise: string; // the key of the field whose answer can become a matter, or empty
  fields: Field[];
}

export interface FlowForm {
  id: string;
  title: string;
  help: string;
  about: string;
  role: string;
  place: string;
  subject: string | null;
  fields: Field[];
}

export interface Forms {
  pack: string;
  records: RecordForm[];
  presence: Option[];
  flows: FlowForm[];
}

export interface Member {
  name: string;
  relation: string;
  age: string;
}

export interface Household {
  id: string;
  head: string;
  initials: string;
  group: string;
  people: number;
  marks: string[];
  last_seen: string | null;
  agreed: string | null;
  answered_for: string;
  members: Member[];
}

export interface Village {
  village: string;
  name: string;
  households: Household[];
}

export interface Month {
  title: string;
  days: { day: string; sign: string; label: string; short: string }[];
  counted: number | null;
  target: number | null;
  says: string;
  entries: Entry[];
}

export interface Entry {
  id: string;
  kind: string;
  label: string;
  first: string;
  last: string;
  mine: boolean; // one's own word, which one may take back
}

export interface Duty {
  title: string;
  answer: "met" | "not_met" | "not_applicable" | "undetermined";
  answer_name: string;
  says: string;
  due_on: string | null;
  why: string[];
}

export interface Duties {
  as_of: string;
  duties: Duty[];
}

export interface Step {
  id: string;
  title: string;
  can: boolean;
  why: string;
  fields: Field[];
}

export interface Case {
  id: string;
  seq: number;
  title: string;
  flow: string;
  state: string;
  place: string;
  due_on: string | null;
  late: boolean;
  mine: boolean; // it waits for me; otherwise I raised it
  steps: Step[];
}

export interface Cases {
  cases: Case[];
}

export interface WorkRecord {
  id: string;
  form: string;
  title: string;
  occurred_on: string;
  household: string | null;
  body: Readonly<Record<string, unknown>>;
  recorded_by_me: boolean;
}

export interface Records {
  records: WorkRecord[];
}
