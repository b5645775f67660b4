import { z } from 'zod';

/** The six digits of an authenticator app, or a recovery code. Spaces and hyphens are ignored. */
export const SecondFactorCode = z.string().min(1).max(40);
const CurrentPassword = z.string().max(1000);

/** Whether an account requires a code at sign-in, and how many recovery codes are left. */
export const SecondFactorStatus = z.object({ enabled: z.boolean(), recoveryCodesLeft: z.int().min(0) });

/** Bodies of `POST /v1/me/second-factor`, `.../confirm` and `.../remove`. */
export const secondFactorHttp = {
  start: z.object({ password: CurrentPassword }),
  confirm: z.object({ code: SecondFactorCode }),
  remove: z.object({ password: CurrentPassword, code: SecondFactorCode }),
};

/** The actions on a second factor. `start` returns the secret and `confirm` the recovery codes, each only once. */
export const SecondFactorAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('read') }),
  z.object({ act: z.literal('start'), ...secondFactorHttp.start.shape }),
  z.object({ act: z.literal('confirm'), ...secondFactorHttp.confirm.shape }),
  z.object({ act: z.literal('remove'), ...secondFactorHttp.remove.shape }),
]);
export type SecondFactorAct = z.infer<typeof SecondFactorAct>;

export const SecondFactor = SecondFactorStatus.extend({
  enrolment: z
    .object({
      secret: z.string().max(100).describe('base32, for entering it in an authenticator app'),
      uri: z.string().max(2000).describe('an otpauth:// URI, for a QR code'),
    })
    .optional()
    .describe('only in the reply to start'),
  recoveryCodes: z
    .array(z.string().max(40))
    .max(20)
    .optional()
    .describe('only in the reply to confirm; each replaces a code once'),
});
export type SecondFactor = z.infer<typeof SecondFactor>;
