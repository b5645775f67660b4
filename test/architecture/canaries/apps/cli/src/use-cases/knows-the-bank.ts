import '../../../bank/src/inbound/account.http';
