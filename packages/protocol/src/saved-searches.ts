import { endpoint, model, parameters } from "./endpoint.ts";
import { page } from "./filters.ts";
import { Json, open, type Static, stored, strict, Type, Uuid } from "./schema.ts";

const SavedSearchFilter = open("SavedSearchFilter", {
  object: Type.String(),
  property: Type.String(),
  type: Type.String(),
  operation: Type.String(),
  value: Json,
});

/** A set of conditions that somebody gave a name; what they mean is a matter of the page that made them. */
export const SavedSearch = open("SavedSearch", {
  ...stored,
  name: Type.String(),
  filters: Type.Array(SavedSearchFilter),
});
export type SavedSearch = Static<typeof SavedSearch>;

export const SavedSearchCreate = strict("SavedSearchCreate", {
  name: Type.String(),
  filters: Type.Optional(Type.Array(SavedSearchFilter)),
});
export type SavedSearchCreate = Static<typeof SavedSearchCreate>;

const group = "Saved Searches";
const params = { id: Uuid };

export const saveSearch = endpoint({
  name: "saveSearch",
  group,
  summary: "Save a search under its name, in the place of the one that has it",
  method: "PUT",
  path: "/saved_searches/",
  body: model(SavedSearchCreate),
  answers: { 200: SavedSearch, 201: SavedSearch },
});
export const getSavedSearch = endpoint({
  name: "getSavedSearch",
  group,
  summary: "Read a saved search",
  method: "GET",
  path: "/saved_searches/:id",
  params,
  answers: { 200: SavedSearch },
});
export const deleteSavedSearch = endpoint({
  name: "deleteSavedSearch",
  group,
  summary: "Delete a saved search",
  method: "DELETE",
  path: "/saved_searches/:id",
  params,
  answers: { 204: null },
});
export const listSavedSearches = endpoint({
  name: "listSavedSearches",
  group,
  summary: "List saved searches by their names",
  method: "POST",
  path: "/saved_searches/filter",
  body: parameters(Type.Object(page)),
  answers: { 200: Type.Array(SavedSearch) },
});
