type RetryPolicy = {
  max_retries?: number | null;
  retry_delay_seconds?: number | null;
  retries?: number | null;
};

/** The keys of every run's policy, all present; the older spellings fill in for the newer where those say nothing. */
export function completeRetries<D>(policy: RetryPolicy & { retry_delay?: D | null }) {
  return {
    max_retries: policy.max_retries ?? 0,
    retry_delay_seconds: policy.retry_delay_seconds ?? 0,
    retries: policy.retries || policy.max_retries || (policy.retries ?? null),
    retry_delay: policy.retry_delay || policy.retry_delay_seconds || (policy.retry_delay ?? null),
  };
}
