/**
 * ISO 3166-1 alpha-3 codes: those that begin with their alpha-2 code, those whose alpha-2 code is their first and third
 * letter, the rest.
 */
const firstTwo =
  'AFGAIAALBARGASMAUSAZEBELBFABGRBHRBLMBMUBOLBRABTNBVTBWACANCCKCHECIVCMRCOLCRICUBCXRCYPCZEDEUDJIDMADOMDZAECUEGYERIESPETHFINFJIFRAGABGBRGEOGGYGHAGIBGMBGRCGTMGUMHKGHMDHNDHRVHTIHUNIDNIMNINDIOTIRNISLITAJEYJORJPNKENKGZKHMKIRKNAKWTLAOLBNLCALIELKALSOLTULUXLVAMARMCOMDAMHLMKDMLIMMRMNGMRTMSRMUSMWIMYSNAMNCLNERNFKNGANICNLDNORNPLNRUNZLOMNPANPERPHLPRIPSEQATREUROURUSRWASAUSDNSGPSHNSJMSLESMRSOMSSDSTPSXMSYRTCATGOTHATJKTKLTLSTONTTOTWNTZAUGAUMIUSAUZBVATVCTVENVGBVIRVNMVUTWSMYEMZAFZMBZWE';
const firstAndThird =
  'ABWAGOANDAREARMATGAUTBDIBGDBHSBLZBRBBRNCAFCHLCHNCODCOGCOKCPVCUWDNKESHFLKFROFSMGINGLPGNQGRDGRLGUFGUYIRQJAMKAZKORLBRLBYMAFMDGMDVMEXMLTMNEMNPMOZMTQNIUPAKPCNPLWPNGPOLPRTPRYPYFSENSLBSLVSURSVKSWESWZSYCTCDTKMTUNTURTUVURYWLF';
/**
 * Each followed by its alpha-2 code; last what stands in passports beside ISO 3166 (ICAO 9303-3 §5): Germany, the
 * British kinds, Kosovo.
 */
const irregular =
  'ALAAXATAAQATFTFBENBJBESBQBIHBABLRBYCOMKMCYMKYESTEEGNBGWIRLIEISRILMACMOMYTYTPRKKPSGSGSSPMPMSRBRSSVNSIUKRUAD__DEGBDGBGBNGBGBOGBGBPGBGBSGBRKSXKXKXXKXXKXKUNKXK';
/** Names that official lists use and browsers do not know, folded; a `*` stands for anything. */
const official: Readonly<Record<string, string>> = {
  BN: 'bruneidarussalam',
  BO: 'bolivia*',
  CD: 'congodemocraticrepublic*|democraticrepublicofthecongo|congothedemocraticrepublic*|drcongo',
  CG: 'congo|republicofthecongo',
  CI: 'cotedivoire|ivorycoast',
  CN: 'peoplesrepublicofchina|chinapeoplesrepublic*|prchina|mainlandchina|chinese|中华人民共和国|中国大陆|中国内地',
  CV: 'caboverde|capeverde',
  CZ: 'czechrepublic',
  DE: 'federalrepublicofgermany',
  FM: 'micronesia*|federatedstatesofmicronesia',
  GB: 'unitedkingdom*|greatbritain*|uk|britain',
  HK: 'hongkong*',
  IR: 'iran*|islamicrepublicofiran',
  KP: 'koreademocratic*|democraticpeoplesrepublicofkorea',
  KR: 'korearepublic*|republicofkorea|koreasouth',
  LA: 'lao*',
  MD: 'moldova*|republicofmoldova',
  MK: 'macedonia*|northmacedonia',
  MM: 'burma|myanmar*',
  MO: 'macau*|macao*',
  NL: 'netherlands*|thenetherlands|holland',
  PS: 'palestine*|stateofpalestine',
  RU: 'russianfederation',
  SY: 'syrianarabrepublic',
  SZ: 'swaziland',
  TR: 'turkey|turkiye|republicofturkiye',
  TW: 'taiwan*|chinesetaipei',
  TZ: 'tanzania*|unitedrepublicoftanzania',
  US: 'unitedstatesofamerica*|unitedstates*|usa|america',
  VA: 'holysee*|vaticancity*',
  VE: 'venezuela*',
  VN: 'socialistrepublicofvietnam',
  XK: 'kosovo*|republicofkosovo',
};

/**
 * A country's codes and its names in the given languages. `code` is alpha-3 as passports print it, alpha-2, or a name
 * already.
 */
export function countryNames(code: string, languages: readonly string[]): readonly string[] {
  if (!/^[A-Z]{1,3}$/i.test(code)) return [code];
  const alpha2 = alpha2Of(code.toUpperCase());
  if (!alpha2) return [code];
  const names = languages.map((language) => nameOf(alpha2, language)).filter((name) => name !== undefined);
  return [code, ...alpha3sOf(alpha2), alpha2, ...names];
}

/** Whether a text is one of the names official lists have for a country. */
export function isOfficialName(folded: string, code: string): boolean {
  const alpha2 = alpha2Of(code.toUpperCase());
  const plain = folded.normalize('NFD').replace(/\p{M}/gu, '');
  return (official[alpha2 ?? ''] ?? '')
    .split('|')
    .some((name) => name !== '' && (name.endsWith('*') ? plain.startsWith(name.slice(0, -1)) : plain === name));
}

/** What stands side by side, each so long. */
function entries(all: string, length: number): readonly string[] {
  return all.match(new RegExp(`.{${length}}`, 'g')) ?? [];
}

/** Undefined for codes that stand for no country, such as an organisation's. */
function alpha2Of(code: string): string | undefined {
  const exception = entries(irregular, 5).find((entry) => entry.startsWith(code.padEnd(3, '_')));
  if (exception) return exception.slice(3);
  if (code.length === 2) return code;
  if (entries(firstTwo, 3).includes(code)) return code.slice(0, 2);
  return entries(firstAndThird, 3).includes(code) ? code.charAt(0) + code.charAt(2) : undefined;
}

function alpha3sOf(alpha2: string): readonly string[] {
  const [first = '', second = ''] = alpha2;
  const regular = [
    ...entries(firstTwo, 3).filter((code) => code.startsWith(alpha2)),
    ...entries(firstAndThird, 3).filter((code) => code.startsWith(first) && code.endsWith(second)),
  ];
  const others = entries(irregular, 5).filter((entry) => entry.endsWith(alpha2));
  return [
    ...regular.filter((code) => alpha2Of(code) === alpha2),
    ...others.map((entry) => entry.slice(0, 3).replace(/_/g, '')),
  ];
}

function nameOf(alpha2: string, language: string): string | undefined {
  try {
    return new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(alpha2);
  } catch {
    // Neither a wrong `lang` on the page nor a code that is no region is a reason to stop filling.
    return undefined;
  }
}
