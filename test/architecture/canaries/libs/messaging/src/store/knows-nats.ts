import 'nats';
