import { account } from './sandbox.ts';

const { accessKeyId, accessKeySecret } = account;

/** What a developer puts where, to have the sandbox at `url` behind a page; printed on start. */
export const recipes = (
  url: string,
): string => `A photo to try with: ${url}/specimens/id-card-front-1.jpg (a card of nobody)

Vite, in vite.config:
  server: { proxy: { '/scanfill': '${url}', '/session': '${url}' } },

Next, in next.config:
  rewrites: async () => ['/scanfill/:path*', '/session'].map((source) => ({ source, destination: '${url}' + source })),

Nuxt, in nuxt.config:
  routeRules: { '/scanfill/**': { proxy: '${url}/scanfill/**' }, '/session': { proxy: '${url}/session' } },

  In each of them the widget's endpoint is "/scanfill" and its session the answer of a POST to "/session".

A plain page, on any port of localhost:
  <script type="module" src="${url}/widget/scanfill.js"></script>
  <form id="signup">
    <scan-fill card="id-card-front" endpoint="${url}/scanfill" session-url="${url}/session" fill="#signup"></scan-fill>
    <input name="name" /> <input name="number" />
  </form>

A backend of your own, with @scanfill/proxy in it, asks the same stand-in (of Green, Alibaba Cloud's service) with
  GREEN_ENDPOINT=${url} ALIBABA_CLOUD_ACCESS_KEY_ID=${accessKeyId} ALIBABA_CLOUD_ACCESS_KEY_SECRET=${accessKeySecret}
`;
