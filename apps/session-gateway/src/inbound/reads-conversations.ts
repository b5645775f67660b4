import { RequireRole, RequireRoleGuard } from '@rejoin/service';
import { applyDecorators, UseGuards } from '@nestjs/common';
import { CurrentSignInGuard } from './current-sign-in.guard';

/** Who may read conversations over HTTP: supervisors, administrators, and the systems that act for them. */
export const ReadsConversations = (): ClassDecorator =>
  applyDecorators(
    UseGuards(RequireRoleGuard, CurrentSignInGuard),
    RequireRole('supervisor', 'administrator'),
  );
