/** One HTTP request. */
export type TransportRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Blob;
  readonly signal?: AbortSignal;
  /** Bytes that have left this device. */
  readonly onUpload?: (loaded: number, total: number) => void;
};

/** The answer, whatever its status. */
export type TransportResponse = {
  readonly status: number;
  /** A header's value; null where it is absent or hidden by CORS. */
  readonly header: (name: string) => string | null;
  readonly text: string;
};

/** Sends a request; undefined where no answer came: connection refused, cut, silent, or aborted. Never rejects. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse | undefined>;

/**
 * XMLHttpRequest, because fetch cannot tell how much of an upload has left. A connection on which nothing moves for
 * `silenceMs` is given up; a minute is longer than the service ever holds an answer.
 */
export function createXhrTransport(silenceMs = 60_000): Transport {
  return (request) => send(request, silenceMs);
}

function send(request: TransportRequest, silenceMs: number): Promise<TransportResponse | undefined> {
  return new Promise((resolve) => {
    const { method, url, headers, body, signal, onUpload } = request;
    if (signal?.aborted) return resolve(undefined);
    const xhr = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const abort = (): void => xhr.abort();
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(abort, silenceMs);
    };
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    if (body)
      xhr.upload.onprogress = (event) => {
        heard();
        onUpload?.(event.loaded, event.total);
      };
    xhr.onprogress = heard;
    xhr.onloadend = () => {
      clearTimeout(silence);
      signal?.removeEventListener('abort', abort);
      resolve(
        xhr.status === 0
          ? undefined
          : { status: xhr.status, header: (name) => xhr.getResponseHeader(name), text: xhr.responseText },
      );
    };
    signal?.addEventListener('abort', abort);
    heard();
    xhr.send(body ?? null);
  });
}
