import { endpoint } from "./endpoint.ts";
import { JsonObject, Type } from "./schema.ts";

export const getCollectionView = endpoint({
  name: "getCollectionView",
  group: "Collections",
  summary:
    "A catalogue of what integrations offer, such as the types of workers with their base job templates",
  method: "GET",
  path: "/collections/views/:view",
  params: { view: Type.String() },
  answers: { 200: JsonObject },
});
