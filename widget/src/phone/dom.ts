/** An element with its class and what is inside. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = '',
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** A button: pressed once, it shows that it was. */
export function button(words: string, act: () => void, className = ''): HTMLButtonElement {
  const made = element('button', className, words);
  made.type = 'button';
  made.addEventListener(
    'click',
    () => {
      made.setAttribute('aria-disabled', 'true');
      act();
    },
    { once: true },
  );
  return made;
}

/** A file input that looks like a button; with `camera` it opens the phone's camera app. */
export function fileButton(words: string, accept: string, camera: boolean, take: (file: File) => void): HTMLElement {
  const input = element('input');
  input.type = 'file';
  input.accept = accept;
  if (camera) input.setAttribute('capture', 'environment');
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    // Emptied, so that the same file can be chosen once more.
    input.value = '';
    if (file) take(file);
  });
  return element('label', camera ? 'button primary' : 'button', words, input);
}
