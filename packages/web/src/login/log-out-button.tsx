import { LogOut } from "lucide-react";
import { api } from "../api/client.ts";
import { IconButton } from "../components/button.tsx";
import { Tooltip } from "../components/tooltip.tsx";
import { asksForSecret, goToLogin } from "./session.ts";

/** Logs this browser out; nothing where nobody had to log in. */
export function LogOutButton() {
  if (!asksForSecret()) return null;
  const logOut = async () => {
    await api.logOut({});
    goToLogin();
  };
  return (
    <Tooltip content="Log out">
      <IconButton label="Log out" onClick={() => void logOut()}>
        <LogOut size={15} aria-hidden="true" />
      </IconButton>
    </Tooltip>
  );
}
