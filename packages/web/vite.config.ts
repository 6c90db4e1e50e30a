import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./build/precompress.ts";

const apiUrl = process.env.REEVE_API_URL ?? "http://127.0.0.1:4200/api";

export default defineConfig({
  root: import.meta.dirname,
  // Relative to the page's <base>, which the server sets when it serves below a path.
  base: "./",
  plugins: [react(), tailwindcss(), precompress()],
  build: {
    outDir: "dist",
    target: "es2023",
    // Inlined files would be data: URLs, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A request for each small part that pages share would cost more than to send all of them together.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: "first-page", tags: ["$initial"], priority: 2 },
            { name: "pages", minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { "/api": { target: new URL(apiUrl).origin, ws: true } },
  },
});
