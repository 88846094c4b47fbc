import { defineConfig } from "vite";

// Relative addresses: the page works under any path, not only at a host's root.
export default defineConfig({
  base: "./",
  build: { modulePreload: { polyfill: false }, assetsInlineLimit: 0, reportCompressedSize: false },
});
