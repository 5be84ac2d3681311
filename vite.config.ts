import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bundleBudget } from './src/client/bundle-budget.ts';

const serverPort = process.env.PORT ?? '3000';

export default defineConfig({
  root: 'src/client',
  envDir: '../..',
  plugins: [react(), bundleBudget()],
  server: {
    host: '127.0.0.1',
    // The page's own host goes along: the server refuses requests whose origin is not its host.
    proxy: { '/api': { target: `http://127.0.0.1:${serverPort}`, changeOrigin: false } },
  },
  build: {
    outDir: '../../dist/client',
    emptyOutDir: true,
    manifest: true,
    // A data: address would need an exception in the content security policy.
    assetsInlineLimit: 0,
  },
});
