import { LoginPage } from "../login/login-page.tsx";

/** `/login`: asks for the server's secret. */
export function LoginRoute() {
  return <LoginPage />;
}
