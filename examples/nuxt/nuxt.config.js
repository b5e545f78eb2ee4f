const sandbox = 'http://localhost:5180';

export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  telemetry: false,
  // Vue would look for a component of this name.
  vue: { compilerOptions: { isCustomElement: (tag) => tag === 'scan-fill' } },
  routeRules: {
    '/scanfill/**': { proxy: `${sandbox}/scanfill/**` },
    '/session': { proxy: `${sandbox}/session` },
  },
});
