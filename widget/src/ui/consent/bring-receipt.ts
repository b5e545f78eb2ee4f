import type { DoneScan } from '@scanfill/proxy/contract';

/** The name under which a form submits a scan's receipt, one for each card: `scanfill-receipt-id-card-front`. */
const nameOf = (card: string): string => `scanfill-receipt-${card}`;

/**
 * Puts a scan's receipt beside the fields, as a hidden input that is submitted with them; one of that name that the
 * page brings is used. `target`: what is filled, a form or what stands in or around one. Returns how to take it back;
 * undefined where there is no receipt, or it stands there already.
 */
export function bringReceipt(
  target: HTMLElement,
  { card, receipt }: Pick<DoneScan, 'card' | 'receipt'>,
): (() => void) | undefined {
  if (!receipt) return undefined;
  const form = target.closest('form') ?? target.querySelector('form') ?? target;
  const name = nameOf(card);
  const own = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (own?.value === receipt) return undefined;
  const input = own ?? form.ownerDocument.createElement('input');
  if (!own) {
    input.type = 'hidden';
    input.name = name;
    form.append(input);
  }
  input.value = receipt;
  const takeBack = (): void => {
    input.value = '';
    if (!own) input.remove();
  };
  // A hidden input keeps its value then, and the fields do not.
  form.addEventListener('reset', takeBack, { once: true });
  return takeBack;
}
