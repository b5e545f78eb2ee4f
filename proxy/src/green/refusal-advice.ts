/** Why Green does not serve an account: what signs its requests, or what the account may do. */
export type RefusalReason = 'credentials' | 'green-permission';

/** What an operator is told of a code that keeps Green from serving the account at all. */
export type RefusalAdvice = { readonly reason: RefusalReason; readonly check: string };

const advices: readonly (RefusalAdvice & { readonly is: RegExp })[] = [
  {
    is: /^InvalidAccessKeyId\.Inactive/,
    reason: 'credentials',
    check: 'the access key is disabled: enable it, or set another ALIBABA_CLOUD_ACCESS_KEY_ID with its secret',
  },
  {
    is: /^InvalidAccessKeyId/,
    reason: 'credentials',
    check: 'no such access key: check ALIBABA_CLOUD_ACCESS_KEY_ID',
  },
  {
    is: /^(SignatureDoesNotMatch|IncompleteSignature)/,
    reason: 'credentials',
    check: 'the secret is not the access key’s: check ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  },
  {
    is: /^InvalidSecurityToken/,
    reason: 'credentials',
    check: 'the token has expired, or is another key’s: check ALIBABA_CLOUD_SECURITY_TOKEN, or the role',
  },
  {
    is: /^InvalidTimeStamp/,
    reason: 'credentials',
    check: 'the signature is too old or too new: check this machine’s clock',
  },
  {
    is: /^(InvalidAction|InvalidApi|InvalidVersion)/,
    reason: 'green-permission',
    check: 'this is no endpoint of Green 2018-05-09: check GREEN_ENDPOINT',
  },
  {
    is: /^596$/,
    reason: 'green-permission',
    check: 'Green is not opened for this account, is in arrears, or was banned: check Alibaba Cloud’s console',
  },
];

/** What to check where Green refused the account with this code. */
export function adviceOn(greenCode: string): RefusalAdvice {
  return (
    advices.find(({ is }) => is.test(greenCode)) ?? {
      reason: 'green-permission',
      check: 'the RAM user or role lacks the right: grant it the policy of the documentation',
    }
  );
}

/** What to check where no credentials could be had. */
export const unsignedAdvice: RefusalAdvice = {
  reason: 'credentials',
  check: 'no credentials could be had: check their files, the role of this machine or pod, or who gives them',
};
