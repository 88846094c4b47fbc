import { defineConfig } from "vite";

// Relative addresses: the page works under any path, not only at a host's root.
export default defineConfig({
  base: "./",
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What the first view needs is one file: on a slow line each request waits half a second for a free connection.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: "page", tags: ["$initial"] }] },
        chunkFileNames: ({ facadeModuleId }) => `assets/${facadeModuleId?.includes("/src/words/") ? "words-" : ""}[name]-[hash].js`,
      },
    },
  },
});
