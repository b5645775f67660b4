import { fetchOutside } from '@rejoin/service';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';

export const asked = [fetchOutside, createRemoteJWKSet, jwtVerify, oidc, () => fetch('https://bank.example')];
