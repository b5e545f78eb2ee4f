/** Refusals of the gateway in front of Green, with the status each comes with. A caller should key on the code. */
const refusals = {
  MissingAuthorization: { status: 400, message: 'Authorization is mandatory for this action.' },
  MissingDate: { status: 400, message: 'Date is mandatory for this action.' },
  MissingSignatureNonce: { status: 400, message: 'x-acs-signature-nonce is mandatory for this action.' },
  MissingSecurityToken: { status: 400, message: 'SecurityToken is mandatory for this action.' },
  IncompleteSignature: { status: 400, message: 'The request signature does not conform to the ROA standard.' },
  InvalidParameter: { status: 400, message: 'The signature method or version is not supported.' },
  ContentMD5NotMatched: { status: 400, message: 'The Content-MD5 does not match the body.' },
  'InvalidTimeStamp.Format': { status: 400, message: 'Specified time stamp or date value is not well formatted.' },
  'InvalidTimeStamp.Expired': { status: 400, message: 'Specified time stamp or date value is expired.' },
  SignatureNonceUsed: { status: 400, message: 'Specified signature nonce was used already.' },
  SignatureDoesNotMatch: { status: 400, message: 'Specified signature is not matched with our calculation.' },
  'InvalidAccessKeyId.NotFound': { status: 404, message: 'Specified access key is not found.' },
  'InvalidAccessKeyId.Inactive': { status: 400, message: 'Specified access key is disabled.' },
  'InvalidSecurityToken.MismatchWithAccessKey': {
    status: 400,
    message: 'Specified SecurityToken mismatches the access key.',
  },
  'InvalidAction.NotFound': { status: 400, message: 'Specified api is not found, please check your url and method.' },
  'InvalidApi.NotFound': { status: 404, message: 'Specified api is not found, please check your url and method.' },
  RequestBodyTooLarge: { status: 413, message: 'The request body is too large.' },
  'Throttling.User': { status: 400, message: 'Request was denied due to user flow control.' },
  InternalError: { status: 500, message: 'The request processing has failed due to some unknown error.' },
  ServiceUnavailable: { status: 503, message: 'The request has failed due to a temporary failure of the server.' },
} as const;

/** A code a refused request is answered with. */
export type GatewayCode = keyof typeof refusals;

/** A refused request. `detail` is appended to the message. */
export type Refusal = { readonly code: GatewayCode; readonly detail?: string };

/** What goes over the wire. */
export type WireAnswer = { readonly status: number; readonly contentType: string; readonly body: string };

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string) => text.replace(/[&<>]/g, (character) => escapes[character] ?? character);

/** A refusal in the form the caller accepts: JSON when `Accept` asks for it, XML otherwise. */
export function refusalAnswer(
  refusal: Refusal,
  accept: string | undefined,
  requestId: string,
  host: string,
): WireAnswer {
  const { status, message } = refusals[refusal.code];
  const fields = {
    RequestId: requestId,
    HostId: host,
    Code: refusal.code,
    Message: refusal.detail === undefined ? message : `${message} ${refusal.detail}`,
  };
  if (accept !== undefined && /\bapplication\/json\b/.test(accept)) {
    return { status, contentType: 'application/json', body: JSON.stringify(fields) };
  }
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return {
    status,
    contentType: 'text/xml',
    body: `<?xml version='1.0' encoding='UTF-8'?><Error>${elements.join('')}</Error>`,
  };
}
