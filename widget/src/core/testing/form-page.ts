import { fillForm } from '../fill-form.ts';

const results: ReturnType<typeof fillForm>[] = [];

/** Ends what the filling of a test still watches, and empties the page. */
export function clearPage(): void {
  for (const result of results.splice(0)) result.stop();
  document.documentElement.lang = '';
  document.body.replaceChildren();
}

/** A page with one form of this content. */
export function formOf(html: string): HTMLFormElement {
  document.body.innerHTML = `<form>${html}</form>`;
  const form = document.querySelector('form');
  if (!form) throw new Error('no form');
  return form;
}

/** `fillForm`, stopped by `clearPage`. */
export function fill(...args: Parameters<typeof fillForm>): ReturnType<typeof fillForm> {
  const result = fillForm(...args);
  results.push(result);
  return result;
}

export function inputOf(form: Element, selector = 'input'): HTMLInputElement {
  const input = form.querySelector<HTMLInputElement>(selector);
  if (!input) throw new Error(`no ${selector}`);
  return input;
}

/** An input that takes only what a rule allows, when it is left, as date pickers do. */
export function judging(input: HTMLInputElement, judge: (text: string) => string): void {
  input.addEventListener('blur', () => {
    input.value = judge(input.value);
  });
}
