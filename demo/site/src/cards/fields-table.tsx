import {
  cardSpec,
  cards,
  type DoneScan,
  type FieldSpec,
  type FieldValue,
  type Warning,
} from '@scanfill/proxy/contract';
import { useLanguage } from '../texts/use-texts.ts';
import { fieldText } from './field-text.ts';

const figureTypes: ReadonlySet<string> = new Set(['date', 'expiry', 'number', 'integer', 'dimension']);

/** Every field of the card type, read or not, with its warnings beside it. */
export function FieldsTable({ scan }: { scan: DoneScan }) {
  const { texts, lang } = useLanguage();
  const entries = Object.entries(cardSpec(scan.card).fields);
  const values: Readonly<Record<string, FieldValue | undefined>> = scan.fields;
  const whole = scan.warnings.filter(({ field }) => field === undefined);
  const row = ([name, spec]: [string, FieldSpec]) => (
    <Row
      key={name}
      name={name}
      spec={spec}
      value={values[name]}
      warnings={scan.warnings.filter(({ field }) => field === name)}
    />
  );
  const shown = entries.filter(([, spec]) => spec.about === undefined);
  const about = entries.filter(([name, spec]) => spec.about === 'image' && values[name] !== undefined);
  return (
    <>
      {whole.length > 0 && (
        <ul className="whole-warnings">
          {whole.map(({ code }) => (
            <li key={code} className="warning">
              {texts.warnings[code]}
            </li>
          ))}
        </ul>
      )}
      <table className="fields">
        <caption>{texts.tableCaption(cards[scan.card].label[lang])}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.columnField}</th>
            <th scope="col">{texts.columnValue}</th>
          </tr>
        </thead>
        <tbody>{shown.map(row)}</tbody>
        {about.length > 0 && (
          <tbody className="fields-about">
            <tr>
              <th scope="rowgroup" colSpan={2}>
                {texts.aboutImage}
              </th>
            </tr>
            {about.map(row)}
          </tbody>
        )}
      </table>
    </>
  );
}

type RowProps = {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly value: FieldValue | undefined;
  readonly warnings: readonly Warning[];
};

function Row({ name, spec, value, warnings }: RowProps) {
  const { texts, lang } = useLanguage();
  const fits = spec.check !== undefined && value !== undefined && !warnings.some(({ code }) => code === 'check-digit');
  return (
    <tr data-empty={value === undefined || undefined}>
      <th scope="row">
        {spec.label[lang]}
        <code>{name}</code>
      </th>
      <td>
        {value === undefined ? (
          <span className="not-read">{texts.resultNotRead}</span>
        ) : (
          <span className={spec.check || figureTypes.has(spec.type) ? 'value figures' : 'value'}>
            {fieldText(value, texts)}
          </span>
        )}
        {fits && <span className="passed">{texts.checkPassed}</span>}
        {warnings.map(({ code }) => (
          <span key={code} className="warning">
            {texts.warnings[code]}
          </span>
        ))}
      </td>
    </tr>
  );
}
