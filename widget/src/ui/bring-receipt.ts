import type { DoneScan } from '@scanfill/proxy/contract';

/** The name under which a form submits a scan's receipt, one for each card: `scanfill-receipt-id-card-front`. */
const nameOf = (card: string): string => `scanfill-receipt-${card}`;

/**
 * Puts a scan's receipt beside the fields, as a hidden input of their form that is submitted with them; one of that
 * name that the page brings is used. `controls`: what was filled or left alone. Does nothing without a receipt, or
 * where none of them stands in a form. Returns how to take it back.
 */
export function bringReceipt(
  controls: readonly unknown[],
  { card, receipt }: Pick<DoneScan, 'card' | 'receipt'>,
): () => void {
  const [form] = controls.flatMap((each) => formOf(each) ?? []);
  if (!receipt || !form) return () => undefined;
  const name = nameOf(card);
  const own = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const input = own ?? form.ownerDocument.createElement('input');
  if (!own) {
    input.type = 'hidden';
    input.name = name;
    form.append(input);
  }
  input.value = receipt;
  return () => {
    input.value = '';
    if (!own) input.remove();
  };
}

/** The form of a control, also around the shadow tree that it stands in. */
function formOf(control: unknown): HTMLFormElement | undefined {
  let element: unknown = Reflect.get(Object(control), 'element');
  while (element instanceof Element) {
    const form = Reflect.get(element, 'form') ?? element.closest('form');
    if (form instanceof HTMLFormElement) return form;
    element = Reflect.get(element.getRootNode(), 'host');
  }
  return undefined;
}
