/** What `scanfill-proxy --help` says. */
export const usage = `scanfill-proxy                         starts the service, configured by environment variables
scanfill-proxy --check                 parses the configuration, asks Green (free) and the store; starts nothing
scanfill-proxy --check --through URL   also whether 20 MB get to the running service by that address
scanfill-proxy reconcile [--format csv|json] [--since 2026-11-01]
                                       what may have been billed without a result
scanfill-proxy confirm [--resubmit]    after a restored backup or a failover: submissions go on
scanfill-proxy webhooks [--resend [ID…]] messages to the host that were given up; sends them again
scanfill-proxy revoke SUBJECT          ends every session of a subject
scanfill-proxy --version, --help

The variables are described in the package’s README. Needed are SESSION_SECRET, STORE_SECRET, and ALIBABA_CLOUD_ACCESS_KEY_ID with
ALIBABA_CLOUD_ACCESS_KEY_SECRET (or @alicloud/credentials, installed beside the proxy).
`;
