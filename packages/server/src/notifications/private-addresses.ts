import { type LookupAddress, lookup } from "node:dns";
import { isIP } from "node:net";
import { isPrivateAddress } from "@reeve/protocol/private-addresses";
import { DeliveryError } from "./delivery-error.ts";

/** An address of a host that a connection may be made to. */
export async function publicAddressOf(host: string): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const addresses = isIP(bare) ? [{ address: bare }] : await resolve(host);
  const [first] = addresses;
  if (!first) throw new DeliveryError(`The host ${host} has no address.`, { isPassing: true });
  for (const { address } of addresses) {
    if (isPrivateAddress(address)) {
      throw new DeliveryError(
        `The host ${host} is at the private address ${address}, where nothing may be sent to.`,
      );
    }
  }
  return first.address;
}

const resolve = (host: string): Promise<LookupAddress[]> =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => {
      if (!error) return resolve(addresses);
      reject(new DeliveryError(`The host ${host} cannot be found.`, { isPassing: true, cause: error }));
    });
  });
