/** What a person sees of a form: what its visible controls show, and its text. Open shadow roots are part of it. */
export function screenOf(root) {
  const values = [];
  const words = [];
  walk(root, (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.replace(/\s+/g, ' ').trim();
      if (text !== '' && isShown(node.parentElement)) words.push(text);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const shown = shownBy(node);
    if (shown !== undefined && isShown(node, true)) values.push(shown);
  });
  return { values, words: words.join(' ') };
}

/** Popups that stand open: lists of options, dialogs and menus somebody can see. */
export function openPopups() {
  const found = document.querySelectorAll('[role=listbox],[role=dialog],[role=menu],[role=tree]');
  return [...found]
    .filter((element) => isShown(element) && element.getClientRects().length > 0)
    .map((element) => `${element.localName}.${String(element.className).slice(0, 40)}`);
}

function shownBy(element) {
  const { localName, type } = element;
  if (localName === 'input' && (type === 'checkbox' || type === 'radio')) return element.checked ? '●' : '○';
  if (localName === 'input' && !/^(hidden|submit|button|reset|image|file)$/.test(type)) return element.value;
  if (localName === 'textarea') return element.value;
  if (localName === 'select') return element.selectedOptions[0]?.text ?? '';
  const role = element.getAttribute('role');
  if (role === 'radio' || role === 'checkbox' || role === 'switch') {
    const native = element.querySelector('input');
    // One that is laid over the drawn one is looked at itself.
    if (native && native.type !== 'hidden' && isShown(native, true)) return undefined;
    return element.getAttribute('aria-checked') === 'true' ? '●' : '○';
  }
  // Drawn by the element itself from what it holds.
  if (localName.includes('-') && typeof element.checked === 'boolean' && !element.shadowRoot?.querySelector('input'))
    return element.checked ? '●' : '○';
  if (role === 'spinbutton' || (role === 'combobox' && localName !== 'input')) return element.textContent.trim();
  return undefined;
}

/** Radio buttons and checkboxes are often laid invisibly over a drawn one: their state is seen all the same. */
function isShown(element, orDrawn = false) {
  if (!element) return false;
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden') return false;
  if (orDrawn && /^(checkbox|radio)$/.test(element.type ?? '')) return element.getAttribute('aria-hidden') !== 'true';
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
}

/** By the browser's own walker: components that fake slots (Ionic's) hide what they drew from `childNodes`. */
function walk(root, visit) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    /^(script|style|template|option)$/.test(node.localName ?? '') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    visit(node);
    if (node.shadowRoot) walk(node.shadowRoot, visit);
  }
}
