import type { Texts } from '../texts/en.ts';

/** The demo's pages, in the order of its bar. */
export const pages = [
  { name: 'signup', path: '/', title: 'navSignup' },
  { name: 'cards', path: '/cards', title: 'navCards' },
  { name: 'partner', path: '/partner.html', title: 'navPartner' },
  { name: 'frame', path: '/iframe.html', title: 'navFrame' },
  { name: 'live', path: '/live', title: 'navLive' },
  { name: 'operator', path: '/operator', title: 'navOperator' },
] as const satisfies readonly { readonly name: string; readonly path: string; readonly title: keyof Texts }[];
