/** ISO 3166-1 alpha-3 codes whose alpha-2 code is their first and third letter. */
const firstAndThird =
  'ABW AGO AND ARE ARM ATG AUT BDI BGD BHS BLZ BRB BRN CAF CHL CHN COD COG COK CPV CUW DNK ESH FLK FRO FSM GIN GLP GNQ GRD GRL GUF GUY IRQ JAM KAZ KOR LBR LBY MAF MDG MDV MEX MLT MNE MNP MOZ MTQ NIU PAK PCN PLW PNG POL PRT PRY PYF SEN SLB SLV SUR SVK SWE SWZ SYC TCD TKM TUN TUR TUV URY WLF';
/**
 * The rest that does not begin with its alpha-2 code, each followed by it; `D` is Germany in machine-readable zones
 * (ICAO 9303-3 §5).
 */
const irregular =
  'ALAAX ATAAQ ATFTF BENBJ BESBQ BIHBA BLRBY COMKM CYMKY D__DE ESTEE GNBGW IRLIE ISRIL MACMO MYTYT PRKKP SGSGS SPMPM SRBRS SVNSI UKRUA';

/**
 * A country's codes and its names in the given languages. `code` is alpha-3 as passports print it, alpha-2, or a name
 * already.
 */
export function countryNames(code: string, languages: readonly string[]): readonly string[] {
  if (!/^[A-Z]{1,3}$/i.test(code)) return [code];
  const alpha2 = alpha2Of(code.toUpperCase());
  const names = languages.map((language) => nameOf(alpha2, language)).filter((name) => name !== undefined);
  return names.length > 0 ? [code, alpha2, ...names] : [code];
}

function alpha2Of(code: string): string {
  if (code.length === 2) return code;
  const exception = irregular.split(' ').find((entry) => entry.startsWith(code.padEnd(3, '_')));
  if (exception) return exception.slice(3);
  return firstAndThird.includes(code) ? code.charAt(0) + code.charAt(2) : code.slice(0, 2);
}

function nameOf(alpha2: string, language: string): string | undefined {
  try {
    return new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(alpha2);
  } catch {
    // Neither a wrong `lang` on the page nor a code that is no region is a reason to stop filling.
    return undefined;
  }
}
