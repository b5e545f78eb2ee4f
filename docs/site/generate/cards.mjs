import { table } from '../markdown.mjs';

/** What each type of a field is (`proxy/src/contract/card-spec.ts`). */
export const fieldTypes = {
  text: 'a trimmed text',
  date: 'a day, `YYYY-MM-DD`',
  expiry: 'a day, `YYYY-MM-DD`, or `long-term`',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  dimension: '`{ length, width, height }` in millimetres',
};

/** What each check of a field looks at (`proxy/src/contract/checks`). */
export const fieldChecks = {
  'id-number': 'check character, region and date of birth of an ID number',
  'credit-code': 'check character of a unified social credit code',
  luhn: 'check digit of a card number',
  vin: 'form of a VIN, and its check digit where its region uses one',
  plate: 'form of a plate number',
  'mrz-line-1': 'form of the first machine-readable line',
  'mrz-line-2': 'check digits of the second machine-readable line',
};

const source = 'proxy/src/contract/cards.ts';

/**
 * The list of cards, and a page for each.
 * @param {Readonly<Record<string, any>>} cards
 * @returns {readonly [import('../pages.mjs').Page, ...import('../pages.mjs').Page[]]}
 */
export function cardPages(cards) {
  const rows = Object.entries(cards);
  const index = [
    '# Fields of each card',
    `${rows.length} card types, their fields, types and labels. These pages are made of the data that the proxy and the widget themselves work with.`,
    table(
      ['`card`', 'certificate', '', 'fields'],
      rows.map(([name, { label, fields }]) => [
        `[\`${name}\`](/cards/${name})`,
        label.en,
        label.zh,
        String(Object.keys(fields).length),
      ]),
    ),
    'A field that was not read is absent; one that was read and is not of its type is absent too, and stands in `raw` with a warning. What is about the picture is never filled into a form.',
    '## Types',
    table(
      ['type', 'is'],
      Object.entries(fieldTypes).map(([type, what]) => [`\`${type}\``, what]),
    ),
    '## Checks',
    'A value that fails its check is still given: the scan carries a warning, and the widget asks the person to look at it.',
    table(
      ['check', 'looks at'],
      Object.entries(fieldChecks).map(([check, what]) => [`\`${check}\``, what]),
    ),
  ].join('\n\n');
  return [
    { path: 'cards/', title: 'Fields of each card', source, text: index, links: [source] },
    ...rows.map(([name, card]) => ({
      path: `cards/${name}`,
      title: card.label.en,
      source,
      text: cardText(name, card, cards),
    })),
  ];
}

function cardText(name, { label, property, otherSide, fields }, cards) {
  const other =
    otherSide === undefined ? '' : ` Its other side is [${cards[otherSide].label.en}](/cards/${otherSide}).`;
  return [
    `# ${label.en}`,
    `**${label.zh}** · \`card="${name}"\`. Green answers with \`${property}\`.${other}`,
    tableOfFilled(
      ['field', 'label', 'type', 'check', '`autocomplete`', ''],
      Object.entries(fields).map(([field, spec]) => [
        `\`${field}\``,
        `${spec.label.en} ${spec.label.zh}`,
        `[\`${spec.type}\`](/cards/#types)`,
        spec.check === undefined ? '' : `[\`${spec.check}\`](/cards/#checks)`,
        spec.autocomplete === undefined ? '' : `\`${spec.autocomplete}\``,
        notes(field, spec),
      ]),
    ),
    'The [widget](/widget#filling) tells where in a form each goes.',
  ].join('\n\n');
}

/** A table without the columns that no row has anything in. */
function tableOfFilled(head, rows) {
  const filled = (_, column) => rows.some((row) => row[column] !== '');
  return table(
    head.filter(filled),
    rows.map((row) => row.filter(filled)),
  );
}

function notes(field, { wire, expires, about, from }) {
  const said = [
    expires && 'the card has expired after this day',
    from !== undefined && `ends the term that begins with \`${from}\``,
    about === 'image' && 'about the picture',
    wire !== undefined &&
      `on Green's wire ${wire
        .filter((each) => each !== field)
        .map((each) => `\`${each}\``)
        .join(', ')} too`,
  ];
  return said.filter(Boolean).join('; ');
}
