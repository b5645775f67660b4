import { z } from 'zod';

/** A list in an environment variable: separated by commas, with or without spaces. Empty without the variable. */
export const CommaList = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []));

export const BaseUrls = CommaList.pipe(z.array(z.url({ protocol: /^https?$/ })));

/** Hosts that a service may reach although they are not on the internet. */
export const AllowedHostList = CommaList.pipe(
  z.array(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.hostname()], {
      error: 'must be host names, addresses or subnets (10.0.0.0/8), separated by commas',
    }),
  ),
);
