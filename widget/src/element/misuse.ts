/**
 * Tells the page's author, in the console, what is wrong with the attributes of `<scan-fill>`. Loaded only then;
 * `known`: the names of all cards.
 */
export function tellMisuse(element: HTMLElement, known: readonly string[]): void {
  console.error('<scan-fill>:', faultOf(element, known));
}

function faultOf(element: HTMLElement, known: readonly string[]): string {
  const name = element.hasAttribute('cards') ? 'cards' : 'card';
  const words = element.getAttribute(name)?.trim().split(/\s+/) ?? [''];
  if (name === 'card' && words.length > 1) return '"card" takes one card, "cards" several.';
  const [first] = words;
  const unknown = first && words.find((word) => !known.includes(word));
  if (unknown) return `"${unknown}" in "${name}" is no card. There are: ${known.join(', ')}.`;
  const twice = words.find((word, index) => words.indexOf(word) < index);
  return twice ? `"${twice}" stands twice in "${name}".` : `the attribute "${first ? 'endpoint' : name}" is missing.`;
}
