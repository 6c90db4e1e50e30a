export { type Entrypoint, type Language, languageOf, loadFlow, parseEntrypoint } from "./entrypoint.ts";
export { fillPlaceholders, type Placeholder, placeholdersIn } from "./placeholders.ts";
