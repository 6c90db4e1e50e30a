import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { isPassing } from "./api/is-passing.ts";
import { router } from "./router.tsx";
import "./styles/main.css";

const MOST_RETRIES = 3;

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The server tells of changes: coming back to a tab is no reason to ask again.
      refetchOnWindowFocus: false,
      retry: (count, error) => count < MOST_RETRIES && isPassing(error),
    },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
