import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SeriesPreview, SeriesPreviewRequest } from '../contract/schedule.js';
import { SeriesService } from './series.service.js';

/** For everyone, signed in or not: it tells nothing but what the calendar says. */
@ApiTags('series')
@Controller('api/v1/series')
export class PreviewController {
  constructor(private readonly series: SeriesService) {}

  @ApiOperation({ summary: 'The occurrences a series would have. Nothing is kept.' })
  @Post('preview')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SeriesPreview })
  previewSeries(
    @Body({ schema: SeriesPreviewRequest }) request: SeriesPreviewRequest,
  ): SeriesPreview {
    return this.series.preview(request);
  }
}
