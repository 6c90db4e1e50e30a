/** The version of the wire that clients name in `X-PREFECT-API-VERSION`. */
export const API_VERSION = "0.8.4";

/** The product version whose behaviour we answer with; clients of another major version refuse. */
export const COMPATIBLE_VERSION = "3.9.1";
