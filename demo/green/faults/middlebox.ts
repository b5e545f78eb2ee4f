/** What stands in for Green's answer. */
export type Replacement = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const html = (status: number, title: string, text: string): Replacement => ({
  status,
  headers: { 'content-type': 'text/html', server: 'gateway' },
  body: `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`,
});
const json = (status: number, body: unknown): Replacement => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/**
 * Answers of firewalls, balancers, portals and other people's services between a caller and Green. None is Green's:
 * none has its envelope with a request ID, whatever its status or its `code` says.
 */
const answers = {
  'redirect-302': {
    status: 302,
    headers: { location: 'http://127.0.0.1:9/portal', 'content-type': 'text/html' },
    body: '<a href="http://127.0.0.1:9/portal">Moved</a>',
  },
  'redirect-307': { status: 307, headers: { location: 'http://127.0.0.1:9/portal' }, body: '' },
  'html-400': html(400, 'Bad Request', 'The plain HTTP request was sent to HTTPS port.'),
  'html-403': html(403, 'Forbidden', 'Blocked by policy.'),
  'html-404': html(404, 'Not Found', 'No route to this service.'),
  'html-413': html(413, 'Request Entity Too Large', 'The body was too large.'),
  'empty-429': { status: 429, headers: { 'retry-after': '1' }, body: '' },
  'empty-499': { status: 499, headers: {}, body: '' },
  'html-502': html(502, 'Bad Gateway', 'The upstream closed the connection.'),
  'html-200': html(200, 'Welcome', 'Please sign in to this network.'),
  'empty-200': { status: 200, headers: { 'content-type': 'application/json' }, body: '' },
  'empty-204': { status: 204, headers: {}, body: '' },
  'cut-200': json(200, '{"code":200,"msg":"OK","requestId":"8F1C'),
  'other-json': json(200, { status: 'ok', result: [] }),
  'json-null': json(200, 'null'),
  'json-list': json(200, []),
  'code-0': json(200, { code: 0, message: 'success', data: null }),
  'code-200': json(200, { code: 200, message: 'success', data: [] }),
  'code-400': json(400, { code: 400, message: 'bad gateway configuration' }),
  'code-403': json(403, { code: 403, message: 'forbidden by policy' }),
  'code-404': json(404, { code: 404, msg: 'no such route', data: null }),
  'code-588': json(200, { code: 588, message: 'flow control of the mesh' }),
  'code-596': json(200, { code: 596, message: 'quota of this gateway' }),
  'capital-code': json(403, { Code: 'AccessDenied', Message: 'Request has expired' }),
  'xml-code': {
    status: 403,
    headers: { 'content-type': 'application/xml' },
    body: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Denied</Message></Error>',
  },
} as const satisfies Readonly<Record<string, Replacement>>;

/** The name of one such answer. */
export type MiddleboxAnswer = keyof typeof answers;

/** Their names, in the order of their statuses. */
export const middleboxAnswers = Object.keys(answers) as readonly MiddleboxAnswer[];

/** What a middlebox sends. */
export const replacementOf = (answer: MiddleboxAnswer): Replacement => answers[answer];
