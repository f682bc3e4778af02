import { Injectable } from '@nestjs/common';
import type { NetflowPush } from '@signalbox/contracts/office/mpesa';
import type { NetflowNewPush } from '@signalbox/contracts/office/netflow-requests';
import { PushesService } from '../../office/mpesa/pushes.service.js';
import { Invalid } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';

/** Payments by M-Pesa in this API's shape. */
@Injectable()
export class NetflowMpesaService {
  constructor(private readonly pushes: PushesService) {}

  /** @throws Invalid, Conflict; DomainError 502 when it was refused, 504 when nobody knows */
  async pay(body: NetflowNewPush, by: Principal): Promise<NetflowPush> {
    if (body.customer_id === undefined && body.invoice_id === undefined)
      throw Invalid.field('customer_id', 'is required');
    const { answer } = await this.pushes.ask(body, by);
    const { CheckoutRequestID, ResponseCode, ResponseDescription } = answer;
    return { CheckoutRequestID, ResponseCode, ResponseDescription };
  }
}
