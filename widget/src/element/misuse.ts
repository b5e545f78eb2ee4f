/**
 * What is wrong with the attributes of `<scan-fill>`, for the page's author. Loaded only then; `known`: the names of
 * all cards.
 */
export function misuseOf(element: HTMLElement, known: readonly string[]): string {
  const name = element.hasAttribute('cards') ? 'cards' : 'card';
  const words = element.getAttribute(name)?.trim().split(/\s+/) ?? [''];
  if (words[0] === '') return `the attribute "${name}" is missing.`;
  if (name === 'card' && words.length > 1) return 'the attribute "card" takes one card; "cards" takes several.';
  const unknown = words.find((word) => !known.includes(word));
  if (unknown) return `"${unknown}" in "${name}" is no card. There are: ${known.join(', ')}.`;
  const twice = words.find((word, index) => words.indexOf(word) < index);
  return twice ? `"${twice}" stands twice in "${name}".` : 'the attribute "endpoint" is missing.';
}
