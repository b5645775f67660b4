import '../../../apps/bank/src/inbound/account.http';
