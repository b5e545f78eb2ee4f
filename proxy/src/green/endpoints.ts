/** The regions where card OCR is deployed; elsewhere every task ends with 586. */
export const cardRegions = ['cn-shanghai', 'cn-beijing'] as const;

/** A region of `cardRegions`. */
export type CardRegion = (typeof cardRegions)[number];

/** Whether card OCR is deployed in this region. */
const isCardRegion = (name: string): name is CardRegion => cardRegions.some((region) => region === name);

/** The origin of a region's endpoint: `vpc` inside Alibaba's own network, else the public one. */
function regionEndpoint(region: CardRegion, network: 'public' | 'vpc' = 'public'): string {
  return `https://${network === 'vpc' ? 'green-vpc' : 'green'}.${region}.aliyuncs.com`;
}

/**
 * The origin to call, from what an operator may write: a region (`cn-shanghai`), a region within a VPC
 * (`vpc:cn-shanghai`), a host name, or an http(s) origin. Undefined when it is none of these, or a region of Alibaba's
 * where card OCR is not deployed.
 */
export function parseEndpoint(text: string): string | undefined {
  const region = text.replace(/^vpc:/, '');
  if (isCardRegion(region)) return regionEndpoint(region, text.startsWith('vpc:') ? 'vpc' : 'public');
  if (/^[a-z]{2}-[a-z]+(-\d+)?$/.test(region)) return undefined;
  const withScheme = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(withScheme) || !/^https?:/.test(withScheme)) return undefined;
  const url = new URL(withScheme);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') return undefined;
  const alibaba = /^green(?:-vpc)?\.([a-z0-9-]+)\.aliyuncs\.com$/.exec(url.hostname)?.[1];
  return alibaba !== undefined && !isCardRegion(alibaba) ? undefined : url.origin;
}
