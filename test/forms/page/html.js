/** Mounts a page of plain HTML; `script` then does what the page's own script would. */
export function html(source, script) {
  return (app) => {
    app.innerHTML = source;
    return script?.(app);
  };
}

/** `<option>`s of numbers, with the text each is shown with. */
export function numbers(from, to, text = (number) => String(number), value = (number) => String(number)) {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => from + index * step)
    .map((number) => `<option value="${value(number)}">${text(number)}</option>`)
    .join('');
}
