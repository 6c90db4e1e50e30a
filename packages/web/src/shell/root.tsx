import { Outlet, useMatch } from "@tanstack/react-router";
import { Shell } from "./shell.tsx";

/** Every page within the shell, but the one that lets people in. */
export function Root() {
  const isLogin = useMatch({ from: "/login", shouldThrow: false }) !== undefined;
  return isLogin ? <Outlet /> : <Shell />;
}
