// What the stand-in for Stripe must look like: Stripe's own types of the same API version, by the name of the object ...
import type Stripe from 'stripe';

export interface Objects {
  customer: Stripe.Customer;
  product: Stripe.Product;
  price: Stripe.Price;
  'billing.meter': Stripe.Billing.Meter;
  'billing.meter_event_summary': Stripe.Billing.MeterEventSummary;
  'v2.billing.meter_event': Stripe.V2.Billing.MeterEvent;
  'checkout.session': Stripe.Checkout.Session;
  setup_intent: Stripe.SetupIntent;
  payment_method: Stripe.PaymentMethod;
  subscription: Stripe.Subscription;
  subscription_item: Stripe.SubscriptionItem;
  invoice: Stripe.Invoice;
  line_item: Stripe.InvoiceLineItem;
  invoice_payment: Stripe.InvoicePayment;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  'billing_portal.session': Stripe.BillingPortal.Session;
  'billing_portal.configuration': Stripe.BillingPortal.Configuration;
  event: Stripe.EventBase;
  webhook_endpoint: Stripe.WebhookEndpoint;
  'test_helpers.test_clock': Stripe.TestHelpers.TestClock;
  account: Stripe.Account;
}

// ... and the parameters, by method and path.
export interface Parameters {
  'POST /v1/customers': Stripe.CustomerCreateParams;
  'GET /v1/customers': Stripe.CustomerListParams;
  'POST /v1/customers/{}': Stripe.CustomerUpdateParams;
  'POST /v1/products': Stripe.ProductCreateParams;
  'POST /v1/prices': Stripe.PriceCreateParams;
  'GET /v1/prices': Stripe.PriceListParams;
  'POST /v1/billing/meters': Stripe.Billing.MeterCreateParams;
  'GET /v1/billing/meters': Stripe.Billing.MeterListParams;
  'GET /v1/billing/meters/{}/event_summaries': Stripe.Billing.MeterListEventSummariesParams;
  'POST /v2/billing/meter_events': Stripe.V2.Billing.MeterEventCreateParams;
  'POST /v1/checkout/sessions': Stripe.Checkout.SessionCreateParams;
  'POST /v1/setup_intents': Stripe.SetupIntentCreateParams;
  'POST /v1/payment_methods/{}/attach': Stripe.PaymentMethodAttachParams;
  'POST /v1/subscriptions': Stripe.SubscriptionCreateParams;
  'POST /v1/subscriptions/{}': Stripe.SubscriptionUpdateParams;
  'GET /v1/subscriptions': Stripe.SubscriptionListParams;
  'DELETE /v1/subscriptions/{}': Stripe.SubscriptionCancelParams;
  'POST /v1/invoices/create_preview': Stripe.InvoiceCreatePreviewParams;
  'GET /v1/invoices': Stripe.InvoiceListParams;
  'POST /v1/invoices/{}/pay': Stripe.InvoicePayParams;
  'POST /v1/payment_intents': Stripe.PaymentIntentCreateParams;
  'POST /v1/payment_intents/{}/confirm': Stripe.PaymentIntentConfirmParams;
  'POST /v1/refunds': Stripe.RefundCreateParams;
  'POST /v1/billing_portal/sessions': Stripe.BillingPortal.SessionCreateParams;
  'GET /v1/events': Stripe.EventListParams;
  'POST /v1/webhook_endpoints': Stripe.WebhookEndpointCreateParams;
  'POST /v1/test_helpers/test_clocks': Stripe.TestHelpers.TestClockCreateParams;
  'POST /v1/test_helpers/test_clocks/{}/advance': Stripe.TestHelpers.TestClockAdvanceParams;
}

export interface Everything {
  objects: Objects;
  parameters: Parameters;
}
