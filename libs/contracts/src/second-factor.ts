import { z } from 'zod';

/** Six digits of an authenticator app, or one of the recovery codes. Spaces and hyphens do not count. */
export const SecondFactorCode = z.string().min(1).max(40);
const CurrentPassword = z.string().max(1000);

/** Whether an account asks for a code beside the password, and how many recovery codes it has left. */
export const SecondFactorStatus = z.object({ enabled: z.boolean(), recoveryCodesLeft: z.int().min(0) });

/** Bodies of `POST /v1/me/second-factor`, `.../confirm` and `.../remove`. */
export const secondFactorHttp = {
  start: z.object({ password: CurrentPassword }),
  confirm: z.object({ code: SecondFactorCode }),
  remove: z.object({ password: CurrentPassword, code: SecondFactorCode }),
};

/** What they do. Whoever begins gets the secret, whoever confirms the recovery codes, each this once. */
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
      secret: z.string().max(100).describe('base32, to be typed into an authenticator app'),
      uri: z.string().max(2000).describe('otpauth://, to be shown as a QR code'),
    })
    .optional()
    .describe('of start alone'),
  recoveryCodes: z
    .array(z.string().max(40))
    .max(20)
    .optional()
    .describe('of confirm alone: each signs in once in place of a code'),
});
export type SecondFactor = z.infer<typeof SecondFactor>;
