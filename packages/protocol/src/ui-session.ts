import { endpoint, parameters } from "./endpoint.ts";
import { Type } from "./schema.ts";

const group = "UI";

export const logIn = endpoint({
  name: "logIn",
  group,
  summary: "Let this browser's pages call the server: a cookie takes the place of the credentials",
  method: "POST",
  path: "/ui/login",
  body: parameters(Type.Object({ secret: Type.String() })),
  holdsSecrets: true,
  answers: { 204: null },
});
export const logOut = endpoint({
  name: "logOut",
  group,
  summary: "Take the cookie back that logging in gave",
  method: "POST",
  path: "/ui/logout",
  answers: { 204: null },
});
