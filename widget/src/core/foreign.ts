/** Names files that are no image; a page needs it only to refuse one. */
export { foreignFormat } from '@scanfill/proxy/contract';
