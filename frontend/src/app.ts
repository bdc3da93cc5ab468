import "../css/app.css";
import { columns } from "./columns.ts";
import { choices } from "./choices.ts";
import { days } from "./days.ts";
import { dialogs } from "./dialogs.ts";
import { forms } from "./forms.ts";
import { notices } from "./notices.ts";

choices();
dialogs();
notices();
forms();
columns();
days();
