const repositoryVariable = 'RELEASE_REPOSITORY';

/** The project's address on the web, which the environment alone knows; throws a sentence for whoever releases. */
export function repositoryOf(env) {
  const address = env[repositoryVariable]?.trim().replace(/(\.git)?\/*$/, '') ?? '';
  if (address === '')
    throw new Error(
      `${repositoryVariable} is not set. A release needs the project's address on the web, such as https://host/group/scanfill: repository, homepage and bugs of the packages and the links of their READMEs are made of it.`,
    );
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:' || new URL(address).pathname === '/')
    throw new Error(
      `${repositoryVariable} is "${address}"; it must be the https address of the repository's own page.`,
    );
  return address;
}
