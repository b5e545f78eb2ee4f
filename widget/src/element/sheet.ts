import styles from './styles.css?inline';

let text = `:host{display:block}:host([hidden]){display:none}${styles}`;
let sheet: CSSStyleSheet | undefined;

/** The one sheet all elements of a page share. */
export function sharedSheet(): CSSStyleSheet {
  sheet ??= laid(new CSSStyleSheet());
  return sheet;
}

/** Adds the styles of a part that is loaded later. */
export function addStyles(more: string): void {
  text += more;
  laid(sharedSheet());
}

function laid(sheet: CSSStyleSheet): CSSStyleSheet {
  sheet.replaceSync(text);
  return sheet;
}
