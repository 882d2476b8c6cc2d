/**
 * The networks of each provider of `HOSTING_PROVIDERS`, in that order: /24 of IPv4, /48 of IPv6, as `encodeRanges` writes them.
 * Written by test/hosting/write-ranges.ts from @ip-location-db/asn 2.3.2026061719 (RouteViews, DB-IP and the NRO; CC BY 4.0).
 */
export const HOSTING_RANGES: readonly { readonly ipv4: string; readonly ipv6: string }[] = [
  {
    // 31173 Services
    ipv4:
      '1ro4c+4 ay 1h8 768+4 8q ga 3ae 1uhi 1diip 54c3 8g36 1xn4j+4 8dpx 2cdm 2f aa 1h 43cx 7 34k5 2 6z bk ' +
      '293+2 13r9+2 16hf6+4 ogd+3 1ao+2 1 2qg+4 r4+4 rc a809+2 3c+2 kwu+4 iv4 b4f 1iix+2 bt7e',
    ipv6: 'gdck150kw 44w73db+e 1rn zxq+3 958u51p+1ekg 2t4w+2t4w aejda8+1ekg',
  },
  {
    // A2 Hosting
    ipv4:
      '1r8h8+4 qos0+4 3vik+g 230g+j 1+s 1axk+2 4+2 6+6 6+a 4+8 1ba0+g 7dz4+g ej88+g 4+4 onfw+4 27co+8 7g0+8 ' +
      '1enq+2 by2o+8 8+4 k228+4 1btko+6 1 77c+8 168+8 qirk+g 4oas+4 fos+4 7g+4 2kk+4 ek+4 28+4 2bi+2 18u+2 ' +
      'd4+4 6lu8+4 8+4 2+e g+4 8+4 3cf2 7xl9+4 1xdw+2 1 pls+4 cy04+2 4+j 1+4 9t0i+g 3kw+4 6+6',
    ipv6: '',
  },
  {
    // Aeza
    ipv4:
      '80uu+2 1j8kd 1 e3w+4 171 16p 8d 1 6z8 1 go e1+2 kc 1g 1x+2 g k jf bn hw+2 5x+2 ac po+2 8z+2 9r hs ' +
      '1sns+8 lka4+4 4+4 q 15+4 4+4 l503 3 7a0+b 1 1 5 1 1+2 lxq+8 4+2 1+9 25q+2 yya 1beq 1e 7 1+6 2+6 14 ' +
      '14ag 11g7 1xvu 2 2af0+4 1g9i vs9+8 5+2 1+3 d 3+2 1 2f88 29l3+g svk+4 g+4 36l 4ju+2 5+5 5 s 28e5 ' +
      '12b+3 f0d+4 1qqc+4 2pli+4 3+2 11pp+2 m 3jj 1 4 6+2 cy99 6b2v 7+2 2it+4 2+3 8+4 2+3 i+4 4+4 a76+2 ' +
      '14gx9+2 3 5+3 2 4+2 d+7 2+2 1 g a+5 5 1+3 4+3 1+8 4 2 c7fs+4 o+c 1565y+2 2+6 c+3 28kx+2 rd8 fbr+3 ' +
      '1+3 2 8ws4 5ej lt sh+4 8f 43w+4 60 e15 4u1 2 1qf 37t 9xj1 45k+2 fa b4 2oz rti+3 8t7 4l+4 10+2 3 2+4 ' +
      'l 13 6+4 4+8 6+4 a+8 9nt 18c+2 592 3dq 780 mda khc o3d5+4 2 9 2 wh9 3 1 6 3 3+3 1 h05+4 b9k+d 1 1+2 ' +
      '26m+4 18+4 5g04+8 aej',
    ipv6: 'gdeb32q68+pa9 2+2 3 ignyn07+1ekg 6s3tfnk+4 2708xos+w 9hc+g 4b0y9c0+b8jk pq53pc+1ekg 4hu1e68+9hc',
  },
  {
    // Alibaba Cloud
    ipv4:
      '80rk+2 3x26+3z4 c+8no 35s+3s 4+44 4+2e 1+h5 4+39 1+6 4+28 4+dg 4+74 4+4k 4+to 4+14 3+1t 4+8 8+48 ' +
      '4+h0 77g0+4 zmvg+cs 4+27k 458g+3k 4jk+e8 6tc+3k jk0+f7k 74+2xs w+lc 3+3 1+2 1+2 8+2 1+3 6+4 c+8 3 ' +
      '3+d 2 1+2 3 2 b+6 1 2+5 1 1+3 1 1 ar+w0 1s+18g 74+zk 74+3k 1s+e8 1s+xs 1s+3k ke4+4 gw+4 3xk+4 220w+g ' +
      '20+4 h3b 1zyk+74 lc+cl 1+1m 35s+m4 4+28 g+1w8 8+14 8+20 4+2q 2+8w 8+d 3+3 1+k a+4 2+8c 4+7dc l4w+e ' +
      '2+g 68+60 4+7w 1+v 4+1hc 4+1o 4+w w+4 u+4 2+9 1+c 2+g 8 1+4 2+k 2+d 1+18 mo+2w 4+9g 4+c8 4+ao ' +
      'fwn4+74 5c0+74 1x4w+74 u18d qmo2+74 ikg+e8 d1c+e8 1s9s+4 560+4 12s+4 g4+4 l4+g 30+4 5pu+2 aom+2 ' +
      'f2w+4 u4+4 334g+74 e8+e8 5xxc+8w j9c+w 29eo+74 9og+sg 2eps+74 veo+74 dfk+e8 ikw+g 12ao+74 116o+1s ' +
      'akg+74 1atc+74 su8+74 268+74 hds+74 2xc+g sg+w 1atc+sg 5c0+74 3y8+sg ys0+g 7vk+sg 8w0+74 kxs+sg ' +
      '20ow+e8 m6qo+4 hng+k 2+2 14+2 u+4 s+8 8+g w+1s 6io+74 d1c+74 5c0+74 1am8+74 9gqo+70 2qys+74 aex8 4 ' +
      'rla+4 18+4 5los+74 c6bl 2+4 c+4 5+3 a+2 4+r 1+a 2 1 1+2 1 4+3 5+k 1+3 4+3 1+4 1+7 1+7 1+13 4+c 4+10 ' +
      'h69s+74 4wj4+4 h4gc+g 1+1b 6cjr 173s+1c 4+24 2dc+3k hr4+w 2s0w+w iha8+w 5pb4+sg',
    ipv6:
      'e14aphdkw+1ekg ziimf4+1ekg yek8w0+1ekg ojynsw+cn4 e8+11j4 bxh4w0+1ekg 2w488ao+1ekg 1xang8w+6bk ' +
      '3flyo74+1ekg fobnk0+1ekg 4fs3k0+1ekg 33yercw+1ekg 10mgzy8+uwhs 1ekg+1322gw 5vzdse8+47pc 1ekg+2t4x ' +
      '35r+1c 1bdc+1ekg 1ekg+1ekg 1ekg+70u8 1ekg+1ekg 1ekg+70u8 47pc+1ekg 2c7u8obgg+b8jk',
  },
  {
    // Alsycon
    ipv4: '34br 1oj8u+2 2uw+4 18vvg h1ax ekx 2 2rc85 1 2+5 daur lxxb g71 bonj 2vcf+4 mq4o',
    ipv6: 'ge2mozdog+b8jk',
  },
  {
    // B2 Net Solutions
    ipv4:
      'wg74 143j+h 2+2 1+k 1+16 1+3 1 1+4 5 5 1+2 8 2 2+2 1dt 1+a 1+13 2+b 2+19 7 1 5 jurk+w rc0+3 1+t 1 ' +
      '1+1u 1+2w 2+l 2+o 9m3i+2 tdk9 2390+2 j6+2 1cak+6 1+9 a34+g alc+f 47jz+k 4+a 3mgw+2 1a1wm+8 3ad3 ' +
      '1hstl 6kce+a 4+3 4+5 2+4 m+p 1+1n 1+w 2+7 1+1u 1lm0+8 1z9s 8f3b+8 25cf 48yz 43ao 5o4r+4 18+2 36+3 5 ' +
      '2 c 3 5 1+4 2+2 17h4+2 340+2 5xa+2 kt75 4hqb+2 2 1 2+2 1+3 3c com hm8+g 5s0+1n 1+4 2ao+o 1+7 2e1 2+4 ' +
      '1s+2 3as+2 4+2 2oy+l 1+6 1+g 1+i 3wiw+2 3 3b8y+9 1+m ki+2 4jk l9n+e 1 hy8+g 74pp 785w+2 fzw+1d 1+2 ' +
      '1+a 9 1+5 h+4 c+g 8+3 3+a o+e 1+2 1 x+2 c+4 6+2 fcz t 5r1 36mv',
    ipv6: 'etfkowjcw+74 3rthuyo+74 13ycjk0+1ekg',
  },
  {
    // Beget
    ipv4:
      '34ds+2 43fk+e d2w+8 frg+4 1088k+c 8g+g fdm+4 ikt6+4 fk+2 4y+4 1g+4 4g+4 aq0+4 2ko+4 wo+4 118+4 7wk+4 ' +
      '274+4 o0+4 ds+4 7c+4 16w+4 1ids+4 4+6 m5aa+g klc+8 qldk+8 1eyw+4 1ifg+4 4+4 hds+4 1r62+2 fv8+8 c+4 ' +
      '8+8 30ko+8 2fwu+2 1c3k+4 14po+8 o7e+2 222c j9v+4 2xxw+4 iv9s+8 kcs+4 6+2 1su34+k 10+8 g+4 4+8 ' +
      '5ip0+18 zk64+4 nm+2 5bo+4 5j4+4 f9y a6h+2 3ku+4 a8go+4 otq+4 1lm+4 4qg+4 15wo+4 oh2i+4 bhe+8 1sxs+4 ' +
      '4x1t+2 1 2r3+8 hcw+g bgo+4',
    ipv6: 'gdjw8wcn4+b8jk',
  },
  {
    // Cloud Builders
    ipv4: '3idls+g 57kg+8 3kcw4+4 cs4+4 1dc+4 o2k+4 bamc s4qz+4',
    ipv6: 'gdld193pc+b8jk',
  },
  {
    // Clouvider
    ipv4:
      '34cc+4 5w 4z+2 3wf8 88b 2yf+2 96c+3 5r7 98v 41+4 e7c+4 4w+4 p5op a754+2 5x pky 8u3 1bk 6+4 7z7r aia9 ' +
      'lj ts 4ld 8b4 1r+3 a9 ft 79 8u+4 i 45+2 1 5u+2 i+2 ay nd+2 b9 6nc 22 55+3 1u 4i 26+3 7c 33 2z 1b 7f ' +
      '92 81+2 4y 3p 3p+3 3u aa+2 10+2 m+2 4x 8f 9y 37 33+4 32 v 2f 1y 3c s cc+2 1 9k+3 1f 11+4 3y+2 1c ' +
      '1n+4 5+3 cy 2g 73 12p 12+4 3a 6cp+g bfs+4 uk4 4v+c 79qv 99r e54d+4 2 f 7 cvp 6f0 12q 8 bhv 3j1+4 4am ' +
      '3 5q2 2u95+2 5sxw u32 b 3cau 7c47 11j+2 23z+4 wdo 3r+4 6ks 1y5w 13ma 1 ye 3o 1 3j2+2 9 tpb 5zh 13u ' +
      'yya gn6 hrs 1+8 fsb 12w4 hy8 8 fkd 12eg s 15d+2 3 sxe+8 1k+2 bv2 6 6 d mq7 2f6i vi3 2s 2 crh fy 2v+4 ' +
      'si8 rw7 2hqx nd kz ih 1wo 84+2 1 gx 4r 329 ki gr u3 8f q 1i+2 lo a 1 l9 24 7n byz+2 j d30+2 5u+4 g ' +
      '4b 19fx ckg 54k+4 g+4 1do+2 xfd a 424 1 3v6 5 245+4 1qcz 9+3 3wsl 58 6pof+2 88h 18x 4p od 26z 8q0 ' +
      'o7+4 ys+4 13zc dpc 3r2c 2i41+4 lc7 gq te0l+2 1a+2 2b bl2m+7 k+2 6 b 1+6 6 1+4 d+3 1+4 c+6 1+5 2 1+4 ' +
      '2 4+9 1zgu 1l50+5 2 x+a n+9 10+5 1a7u 2j h l rpv+4 1 c 4 1+2 2 9 5 2z 1 5 1 1 3ja 1hs3 3dm+3 1ks7 ' +
      '12kz 4 9 5 f 3 9 2+2 2 3 3 j a 1 1 8 5 9 1anl hx8 2evi+2 7p0 4e4v+4 sls+2 2 2+3 1 1+3 1k2c+2 fis 1y ' +
      '1 wt 3j+3 a+2 s+2 ok 4 2 2 b+2 2+2 jph 2 p 2 1 k 7 2+1m 27 1c+4 2+2 8+g 1s+2o 28+24 df 3j 4y8+g ' +
      '6vo+2 pqm+2 b 2 1xik 3e 1e 1p+2 5+3 7+2 lc+2 2q 2+3 1s94+2 ozm 5bt9+4 4ypn 1p+3 e t+8 8 3+4 2 2+3 ' +
      '1+9 2 1+2 2+b 1+g 1+a 1+6 3+5 1 1 2+3 g+5 4+6 gzt 42 1 3f1e 1 s+4 52cw 47o+2 2 2 1 2 80 p 2 3 3d ' +
      '21u9 3 d+2 3 f 15v 1xt+4 33s1 2q2+2 6hp 2a+2 16s+8 1vc f+2 2 eh 47+2 zc+4 iu 3 ixf 6wl+2 1+2 2+3 1 ' +
      '1+3 13sw+2 1+2 2+3 1 1+3 f6x qsj 1 ab9 3u 2v 1 519+4 8rf4+4 50w+4 13a+2 q4+2 5g+2 l3 2r 1xq+2 jr ' +
      'lk+3 61+3 hf 89+3 a9+4 9h+2 11x+4 40+4 46+2 3d9+3 50 2bx 3t+4 wc+4 s7 17o 13a m0+4 124+4 j vg+4 7s+4 ' +
      'eg+2 9c 67 1ft 2 67 up 9i+4 bc+4 18+4 nk+4 1c 2 4p 138 j6 1f 88 hh+2 1 l4+2 1 7h 7n 4r xf 1z8 165 ' +
      '1p+2 18l 4u+4 1dng+2 1+4 2+2 jp c+2 1+2 1 1+3 3 t+2 2 1+2 1 3 t 4+3 1 1+2 1 b+2 fs+2 2 j j 2+2 i+3 1 ' +
      'cao+2 1 1 1+2 2 1+3 ehc+2 1 1 1+3 1 1 1 18gh 4s8 imo 5ex 52g6+2 mq 6ip q fm8 3cb m 31e+4 7o mi 20o ' +
      '1ag ju fv+2 933 gy 6rr 3qf+2 2 3z+3 fp+3 1 4t 77e 8x 3ab 1zg+4 25 1 1p 2 2 6 271+2 2si+2 jn v2 47n ' +
      '2o c3 we+4 ga+2 3 2w+4 2i6 49+2 c+2 11o vv 5t 31 cl 3d7 50v+2 2b 1 7+2 16v 4 kz 21o+2 28+2 lo+2 4+2 ' +
      '5nv 3k+2 b3k fh2 3sn 16x qj 7 10x+2 5bm iq5 400 2pq 3yj 6kgw+g cg0+4 1 1+2 5+4 6 2 1+3 6u8+4 1 1 6+5 ' +
      '5 2 1+3 1ni2 19kx wfc f 7nao+2 85d 3yu+2 3nmq 3hu 5kz 2+2 3fr 6n5 rz gyp y3f 18 3 5x3+2 1 654+2 c9a ' +
      '4ab 8x j 2y1n 1 l25 1+2 7im+c 2r1 c9a om1 d1c',
    ipv6:
      'etftuiv40+74 lc+74 lc+74 4zsum8+74 1s0+74 1jynetyp5 3po1dzq+74 2rk+74 1985bsw+b8jk 2n5typs+74 268+74 ' +
      '1mtldkw+b8jk 10m75z4+b8jk 8iu9z4+b8jk 3mjjcao+2t4w 1zscidc+1ekg 7hnmrk+1elk 2+9txy ft1m9s+b8jk ' +
      'ss696o+1ekg aodce8+b8jk z89728+b8jk oep14w+b8jk aqr11c+b8jk r48ow0+1ekg 1hhd534+1ekg 5lzy0w+9z58 ' +
      '1+19eb 36xpl34+1ekg 3gtips+1ekg ewp5hc+1ekg reb3eo+b8jk 4ok5c+b8jk 12p44cn 2 crhblh+b8jk ' +
      '26im2gw+1ekg lkqn7k+1ekg 4iq2mf4+b8jk',
  },
  {
    // Contabo
    ipv4:
      '34nk+4 94 4gj7+8 f24+4 ah f 1ge+1s cc4+4 amh4+1s pjey 6il+w 7jw8+w fg4 17z0 m qzb+w w+1s 8jno+2 e+4 ' +
      'ea 5+4 if 3o+4 72 ahh+2 3 2f3+3 ve 7b+2 2t+2 jl+2 1 v bc+4 b0+4 i+2 ey 46 712 fp g3 8d+4 bw 1 l2 2k ' +
      '2r 1n5+4 bu+2 1nk+4 4+4 1wjc+w lhrc+8 2gw+g c88+g 14+g 3j4+g ts+g gw+1s 56zk+w cs1s+w 3gi0+g 2aig+g ' +
      'z68 2 ol0+g a60+g 2yi+4 o+4 38m+8 xq 29ux+4 3ak+8 24s+4 17fk+2 kvl 3je 1g9+g 1ef 127c+1s 13cg+4 2 7 ' +
      '3e9 2 69e+l cn9+4 1+3 8+g 4l4o+8 6o+8 o+g 8+8 1s+8 5vw 1+2 kbc+g 2i2y+2 tq 1ct+2 1u+4 4sl 3c+2 1q3 ' +
      'qoc+4 2k2s+w 5pt 6yu+8 mix+3 n4k+w 6n5c+g 4vp2+2 87fv+t ew0+w 180+8 610 t7w9+2 6054+8 8yxs+4 4690+1s ' +
      '6ww+w 3y76+2 2v0+8 3c+k 2+16 m 2uuh+w 6j40+w 2o0+g 8+8 2dc+w 2u8+w 1ubr e+2 2+2 11j0+8 1c+4 k+2 4+2 ' +
      '1zhs+w 1s+g 1nr4+1c gj9 1 32tk+3i 27h6+8 1i3i+2 cbk+w 4b7m+1q 94cg+1s 740+1s 35ue e i 3+2 djt 27x4+g ' +
      '125d+3 5a4+g 82ls+8 gn0+4 lkk 2 4ew+4 b1 ds 6f5 1h3 wj+2 4u+4 e8 43 1+2 gl+2 1s 6 2d+3 4u+2 b5 1+2 ' +
      'cw+2 4v 1 1a+2 b8+4 8o+2 bw+2 1h+3 v xv c 1+2 6g+2 ey 1 eb+2 5u+2 7j 4+3 7y+2 eq 1 a2+2 7w+4 c 46 3j ' +
      '4x+3 70+3 7j+2 o0+3 l1+2 bg+2 dr 7m qi+3 qc+2 cy+2 1 cj ta+2 tl 1 1s+3 6s cs+4 if 97yc+4 7t qcs+2 ' +
      '2d8+2 li 1ui n7z+3 2d2 26c 2nj f1 bk8+2 1xw 3uh 3z 4wu 35 2a 2 aar 5fk+4 11g+2 8c 37p+1s 3cg+2 2w3 1 ' +
      '2 7hh+w xk+8 t4+2 43u+4 3xk+g c47 i2w+8 28p 37e6+g dlc0+1s cm8+w 25mo+g 1i 6 1+9 3q0+g 3kog+g 3nk+g ' +
      '1qo+g 6rs+2 1iaa+2 5bm+w ce8+w 4m00+8 byg+g 5c+g rgw+o 2+2 2+6 4+o c+4 aw+8',
    ipv6: 'ch1hg59wq 1k41yrogl+2t4w cloq9s0+2t4w rz3g5q80+70u8 3931mo0+1ekg 1jvijuo00+2 5 2t4o+8feo',
  },
  {
    // Datacamp
    ipv4:
      '2ye5 6 2g 2x 5rg+3 c3 21+4 l 4co2 j23+4 50+2 3e 11 2x u 1o 2 20 b+2 4e+2 1 20+2 1 dm6 z+2 6q bt6h ' +
      '1+2 7 l 1 3u 5 6x8+2 c10w 8 1 9 5 z x n 3+2 2m m y g 1g w m 2 x p 13wv i+2 1c 3 6 g b k 4 1 5 m a 4 ' +
      'h 1 8 4 3 8 7 m a1pu+2 5ko j+2 7 2on 1c 4 3m 3y 2v 1b d f 16 25 32 7 3v 1s+4 3b6+2 1m+2 8 6u smg+4 ' +
      '779j 40s+c 1+e 1+4 30k+2 1 299 uur 9qo acf+6 1pk+8 3oj 2no+g a7k+8 26nb 5dqa 1jgl+2 8 cx 2s+2 4p g ' +
      'e7 3x8 va m a 3 5 11 19+3 o 2 e k 8 2 7 n 3 9 2+2 8 r 2 h 3 h 3 8 6 8+4 c 7 8 1+2 2 1+2 3 1 4 3 1 9 ' +
      '3 2 2 6+2 3+2 2 a 4 1 5 3y c3 9r 1+2 o+2 4ip d 4h 1c8 8 5 k b b 153 n 4b+2 1y+2 1 40 7k 5y+4 8+4 4+4 ' +
      '90 15 2f 3+2 jt+3 ck 2 5+2 41 1 3s g+4 2w+2 9c 1y bm 1o 7 d 3g+4 27 475 wk cm xp 20+2 1 6g+2 4a 32 ' +
      'mb 2l+2 4 38+4 18 1+2 k+4 68 2 64+4 4w+4 q i 1 mw q 66 aq dy+2 1 2z 49 1f g+2 88+2 1 35 d2 8t 3w ' +
      '62+2 y2+2 13 6o 3z 3hs 37b 9d 7k+2 l 12 7g 5 7 bi 6+2 2 d i3w w3 m85+4 4c+8 66p 1 3x9+2 5 6 q 5 w 5 ' +
      'n b v 6 2 r 4 4 6je 4bzy 1b 5od l gav 4 h p r 1b+2 17 4+4 fp i 4 9t 1d 22qh 2d 1 en1w+4 8+4 1en zg+2 ' +
      'ckv 1+2 1+2 98g+4 4+4 8+4 zps ofj+2 2+4 2+2 2+2 899 2pn zg 2qf 4cp+2 1ij 4qq 1+2 2+2 2+2 m+2 4+2 8+6 ' +
      '9+2 2+2 1+4 5 4+2 4+2 cm+2 a+2 13o+4 c+2 10+2 bbx+2 2 1+2 ev 13 v 4 y 9 p1r+3 1apt+3 1+3 78v+2 17+2 ' +
      '31+6 f8+2 7ly+2 6i6+2 bjv 2 2 12 3 51p 1sud jlw q c k+2 1q+2 g+4 i7o+2 5rr 1i+2 1i+2 2jn 8xg 1 3 r ' +
      'gbl 3b8m wr 9n6+2 zp3 6+2 5o+4 1grs+2 1i+3 1+4 hxk 6nf+4 1a23 6 9+2 a47 u+4 4+4 25xe+2 1e+2 7mx 34g ' +
      'u5f+2 20kf 43 22+2 4bw+4 4+6 4+2 4+2 8+4 8+4 2+2 q+8 c+4 13o+3k 1gp 1m9u+2 h 3e jgf egx+2 vo+2 4+8 ' +
      'gts+e 4y+3 3+a iwy 1h 2 8 1 g k o 7+2 8 6+2 8 6 d 1 1 6+2 9 p 5 13 6 b i d 5 1 1n 1s 9 k 9 j+2 2+2 ' +
      'e+2 28+4 3 i+2 i 1c 2 b 3 9 9+3 y b 1t 1x v+2 n 3 9 10 4l b 6 e 8 9 66 9 2 3 f 3o 1 28 4 3 2 8 3 e ' +
      '9c d 1 1+2 2+2 n 24 8 3 1 2 7 4 8+2 1ot n5 14k+2 i+4 1m+3 2 bxm+2 e+2 w+2 2+2 18+4 6c4+2 1p0+2 2+4 ' +
      'kj 5u 3q 1vc+2 6rk+2 1 bq+2 1kis+2 8oy+w jo+4 8+4 4+4 2j4 tx+2 2+2 1w+2 4+2 1q+6 a+2 o+2 c9 1eb 1t+2 ' +
      'zf+2 zw3 7 8 1 g 3 c 3 h g zt+3 2 1 3+2 7 1+2 2 1 3 3+3 1 1+2 1 1 1k4+2 2b zl+4 ox8+g g+11 n+2 6yj ' +
      '6gk 1f7+2 2+2 2+2 yw p 7z qk ct 4il 10n b39 4r 2+2 11 r 1sn 2rw+2 89u+2 hf q6 j 17xu a 17j+2 3l7 ' +
      'tbw+c h6k dcp dyh b4w 2fi+4 94 3v i7 1d 87+2 u 3n 15w ic 5h 5y dhj+3 7 r r 10+2 d 1z d 29 1+3 9 1 ' +
      '9+2 5wt+4 ci 7ld+w 54c+4 1ps+w 5mq 23ux+4 a9 e 16 4hn 3 2+2 873 155 aj 1t0+2 o9 tq 8r+2 2u 1+2 17i+2 ' +
      'ub l9 sm cgr+8 2i8+2 4+2 8+7 3s3+2 4+6 k+2 u+2 o+2 81i+2 3 9 9 3 a q 8 8 5 13y 6p ost+4 2+6 4+2 v2 ' +
      'iup+8 4z6 1b 1t+2 cg+2 tg+3 nh 5p0 d 6ko+2 11w rks 9+2 5 5aj i0+2 74a+3 1 1 2se df f 39 egx 4 m3o+4 ' +
      'k+4 9nb 5 q 1e v 1 8 8 15 3 3 1g 1v 6qu qa+2 3 1 4+4 8+8 ms+2 16+2 2+4 4+8 3 1 1 4 4 1+5 1 4+2 5+2 ' +
      '1+4 789+2 2d+2 1 1t khl 26 n ckp v b+2 2zjn 6 5c+2 4ycc 4 hx3 8 1 3 6+2 2+2 1+4 4 1 2 6 m i 3+2 1 8 ' +
      '3 10b 5xd 3 6+3 1+2 1+3 4 7 aic ajd 67m+4 2vh+3 2rw+4 4n3 mf 1pc t 2ry+3 12b 3pb 4cn 7m9 54+2 lo+4 ' +
      'k5 3lt 40s+2 7g3 kgc nt+c 3z6 g 4 j y h 2 6 f 7 j+2 1 8 m 4 3 7 b u 1+2 6+2 2 1+2 4+2 2 v 1 6 3 1 2 ' +
      '2+2 1 2 1 6 q 1 c g 5 1 8 d 6 8 k 3 b 4 alp+2 lu 21s+h 9 2+3 8p s 1m v m6+2 1 3 2 6n z+2 1 1a 3 a v9 ' +
      '1+2 o 1+3 10o 2+6 h a3+2 3+2 9 1 6 2+9 8+g 82 4 3+2 5 2 3+2 b+2 7 a 2 6 e 6+2 2 d 7 2 3 o 1 3 2 1 ' +
      '4+3 1+3 3 3 6 4 b 1+2 3 f 3 l 4 p 3 d c+2 t d 1+2 2 4 m 7 8 3 3 1+2 2+3 6 d a+2 1 a f 8 3 4 3n32 b ' +
      '1hlv+4 s 4b5 pqt+g kp0+3 1op+g 9q 5if+2 4+2 6 7 1 1+2 1+2 3 1 1 4+2 1 2 3+4 2 1+2 1 1+3 1 2 1+3 8+2 ' +
      '1 5 b 6 gfjj+8 4dv9 7ub0+2 14b8 6p2k 2c 21+2 3 bpy 1c b 8 r 1e 26 s8y y+2 c 2kbt 5qc 1 dwm+1s 29dq 5 ' +
      '9 1 1 6+2 2 6 4+7 1 7 3 4 5+4 21 1 c+4 6+3 1 3+2 1 1 qeu+2 6op m h3z+2 1 iv6 y92 2 10+2 k w 3 3 f f ' +
      '4 b 4 9 i ro9+2 2f 2x 3i3+2 2d 150 4 27 13zh 43g+w 8ga 12d9+2 l 1o+4 j 8ur cvw 1 12kg 9fs+2 2+2 1 ' +
      '4+2 1 765 5 1 shm+2 h3u+3 5c 1m 276 4j h 8 8yc+5 1 4 1egm rbm+2 a 7+3 z h k rc+g 2hc+g 8g+4 sc+g ' +
      '234+g 18j 3 zm 545+g 1s+g 2uo+w 4jx 3he 2 1xz3 7 1yd 1c97 6o 8 a d 2 2+2 1 3 h j 18+2 e r 2c b r 1i ' +
      '3l 3q 9 35+2 1e 1h 2+2 r 1b 1 i 1a o 1b 1 p 11 1g g e 2 b5+8 1o w 2u+2 j9o+2 sa4+1c 4+7 1+5 1+5 1+5 ' +
      'n+2 g+3 2+5 1k7l e+4 2c 4 4 t+2 3+2 l r+4 78 6 1 13y 1o a+4 fx b 1 3+2 10 3 h 1 c k 1 5+2 1 6 d+3 6 ' +
      '1+2 6 2 1+4 4 1+3 1 7 b 2 b 4l 6 10 23j 38 1f 6 4+2 3jv+g ftk dzr 20h 2py 78m+4 2+7 5+2 g 2+3 3+2 ' +
      'mjt+4 3o 326 11la fk1+w fr6 16l+2 1e8 mlj uxa 7 nai+4 4w1 e+4 6cv+5 8+a 6+2 7 2+4 7 b 4+2 2 b+2 b ' +
      'w+2 4+4 8+7 6 23+2 1+2 1s6m 3+2 4bay 1m 14 31wj 14po 42 1a 1 m e v 3 n h5s 6 4 1+2 5+3 g 2+2 4 3 4 ' +
      '4+2 1 1 4 1 1 a 5 7 4 b 4 1a 5 13 1sme+2 b 110e h2 kw1 4+4 1+b 1+5 4+6 3 1 2 k 1 4f2+4 emx z lrq+1s ' +
      'x21+7 4 1+2 2+3 1+2 1c 1r+e dey 2jef+4 2gd+2 3 3 p d 1h h uy s5 1q1 5 a d 9 1+2 4 4 5 1i 1l3+2 5 2 2 ' +
      '4 b 2 1y a b+2 3 3 2 9 1 8 a 6 2 b 7 k 3+2 d 4 2 8 5 1 3+2 6 1 1 2+3 1 2 3 8 6 13 v 3 c 5 5 3 9 7 1q ' +
      '7 3 odj 1b0 1 4 e x 2n 22 2+2 9h4 wui n 5mn 1+2 5 i uv 7z 1mi5+4 1jc4+4 oz aib 4+2 2pjg 11 2w 3 4c ' +
      '1i h+2 f+2 2o 4s f 10 z 1g l 7am 2 4xc f d 1 ao9 52 3v+3 59e 21r+8 ms+2 5w ckl 4+2 3 2 1 7 1 2 f c 2 ' +
      '2 2 3 4 1 1+2 3 1 1 j 2 7 2p52 2 1 3 d y08 2 8 1 1 1 1 3 6+2 1 5 2+2 n 3 1 1 2 2 7 9 b h 1+2 1 1+3 e ' +
      '7 2 6 4 3 2+2 2+2 2 b b 4+2 3 2 8 2 4+2 1 1+2 5 4 3+2 1+2 5 5 1 6+2 6+2 1 b+2 5 e 5+2 1b+2 g+3 4 6+2 ' +
      '1 1 8 2 m 3 1+3 1 7 1 3js4 fpv iv1 206+4 21s+4 25r 15i 9f gq 1 ww 2b+4 6h 30e+4 12o+2 29u+4 8t+2 ' +
      'v9+4 to+4 kg 2 14c+4 j6 165+2 9z+3 x1 y 1b+2 i+2 a 1+2 20+4 2ko s9 17d fz+4 a4 at 1c 5g+4 lz 5s 1 ' +
      'v1+3 l5+4 36 15 eu d 8u 1+2 6s+3 4v 7t+2 9c+2 lw+4 9w+4 vq 95+4 d0 18+3 k ap 7y ra+2 df m 1+2 cg 3a ' +
      'xm+2 y 6a+3 9q g 2w+3 59 bk+2 hx 6e 172 2w 8 2d+2 5e af 1x+4 qb eh 2r fq+4 1f 3o+2 1 2w in 1+2 11s ' +
      '4z 7+2 15 1d 1 2g+3 93 ix+4 1x 2g y 6x 5s+4 1po+2 1cwx+2 5+4 2+o 1+2 3 2i+2 5+3 2+2 1 1+2 1+2 477 2 ' +
      '5+6 1 2 4 1 1 2q 1b+2 4 2 2+2 4+b 3 3+2 4+5 g 4+6 3+2 1g 5+2 k 5 2+7 6+8 4 3+6 3 2r+2 3+4 4+2 2+2 ' +
      '4+3 2 2b+9 5 3 3 4 1 3 1 5+2 1+3 1+3 5+2 2+2 1+7 3+2 1+3 4+3 1+2 4tw+5 2 5+2 3+3 6+2 4j+2 2+2 1 1 ' +
      '2+4 1+3 1+3 1l6y l s 8 h+2 z 8s0+2 1p+2 e 8 him t2 d5 4m 4zi 5 321 g1n+2 o+2 4+2 q+2 6+2 y+2 6+2 8+2 ' +
      '8+2 6+2 i+2 6+2 o+2 6+2 e+2 6+2 4+2 4d4+2 8+2 2+2 4+2 8+2 e+2 a+2 2+2 s+6 6+2 4+4 4+4 2+2 2+2 6+2 ' +
      '4+4 2+2 g+4 a+2 8+2 6+2 14+2 a+2 1dg2 1ge+6 1 1cge 7 1 3 b 6 b 2 4 6+2 5 2 4 1+4 o+4 2 2 1+2 4 2 2 2 ' +
      '3 3 7 s 7 1 4+2 1 1 1 6 7 7 6+4 9 4 sz 1 8 5+2 6 q e 6 8 p+4 3 4+3 1 3+2 7 2 3 6+2 7 4 1 8+4 1 1+3 ' +
      'g+3 e 7 3 4 154p+4 845+2 1 2+4 2sk 8 m 2b6 4k 4lp 6ad 1+2 5+2 a+2 7 1y 1 2+5 3 2 2+4 9+2 1+2 2 1 5 7 ' +
      '6 f0x 11 1xu 9i+8 443 1fg+4 3v 5c+4 ra+2 30i 6h 1xn 86c 5 2tk 76t 35z+2 25o+2 i 3 3g 2yy+3 2z5 1uh ' +
      '1bw 12k+2 497 10 43h 1a5+2 gn 35f+2 27j 2u8 244 x 15 c 536 259+4 n2+2 38q i5 1yn 48+2 7li 7ic cdr+2 ' +
      '6+6 1i d+2 c+6 16+2 2+2 c 7+2 4od+2 4 42c+2 6x 3+2 g+2 2 a 3 5 7 a 19 b+2 4 24 e 5i9 c+2 8po+2 2no+2 ' +
      '2+2 6+4 a 27+2 6+c vw+2 1 u8+g 4vx 11r z6+2 56n+3 36lk+2 3o9 e4r 9 1v 2 5+2 13uw 4zw 4fa0 1 3z zd5+2 ' +
      'lq4 2 1+2 1 vs7 h 4 c a d p 9+2 oen 16 f d 1 a 10l7+2 3c7 2 h 8 1+2 g 4cw+3 h 1 d+4 bc+2 6+4 8+k 4+4 ' +
      '4+4 4+g 4+c s+4 4+4 26+6 k+4 8+4 8zp 8 4+2 f 1 2 2 7 b 3 5 p 7 5 2 8 sjp i e7l+3 1+2 25o 1 529 133d ' +
      '7gm+8 21t7 1 9 3ru d 1ne+5 13 2d+3 1c+4 1c+4 jjw 72z 2z42 1+2 a k t3 2x6 q er 1+3 1 1 1+3 2 4pe re ' +
      '1rv 1yj+7 fn 368+8 ny ah+w ie+2 233 b0 fh 2y0 1h 6+2 4 4x 1+2 1 4+2 4m b+2 18+2 8py+2 8+2 6+3 9 3+2 ' +
      'o+2 a+2 g0z 38g 3 3 hbh 5hd bx+4 1p 610+2 1lh 2 4 2 3 49 tx+2 k 3or 2z+2 8+2 1hg 4m 8sk 389y 6cz+2 ' +
      '4pw 5en 7 2pe 6c t3 od 7 cui 2 1 2+2 4+2 3 4 2 5 1 1 2 3+4 1 w 2 1 f 3uv 2jy+2 k+2 b56+4 8+4 nc8+3 ' +
      '3x4+5 34 e4f+8 3hvy',
    ipv6:
      'e14jtv6yo du7zqwv+1ekg rtkv2znk+74 lultt 1jycxa+g 4b0hssg 3nsn3tz+2 4 4 n 8 6 f 4 3 a 72+5 c+4 2 1 ' +
      'rtdac0 1+2 1 2 1 3 d+2 1+2 2 3+8 5 c 5 1jqojppcg+b8jk 3wsypds+74 74+54w 74+74 74+2yo 74+lc lc+lc ' +
      'e8+74 lc+sg 74+e8 74+16o e8+74 74+74 e8+sg 74+1ds 74+16o 1z4+zk dku 11d+2kh 73+4cg e8+lc 74+sg ' +
      '74+1z4 74+16o y5v08w+2t4w 1ekg+1ekg 2t4w+1ekg 1qu4sn4+b8jk 9uaz28+74 k45xj4+b8jk 6fxbls+b8jk ' +
      '1jwey2o+b8jk k8v4hg 11nz91n+74 i8qxa8+b8jk 11xq1og+8feo kiups0+b8jk l5bsw0+b8jk ch6hog+b8jk ' +
      'kdux34+b8jk ewkxs0+b8jk 29rv30g+b8jk 1166cxs+74 1kw+76 z1btu 3t+2 2+2 2mtbv0+b8jk 4zhgcg+b8jk ' +
      '3e1se8+b8jk dxmcxs+b8jk dq4nwg+b8jk 13n4zk+b8jk bkqjuo+74 d1g658 ar29k3+b8jk ep38qo+b8jk 3gjoqo+b8jk ' +
      'onqww+b8jk 2hl3wg+b8jk 3bjw1s+b8jk 9hsutc+b8jk 3j1l34+b8jk r92vb4+b8jk 7rde68+b8jk rgkkcg+b8jk ' +
      'rqk5q8+b8jk 1xo45c+6bk 7gn4+1ekg 74wb28+b8jk 520s2o+g cyxl8w+b8jk 3e1se8+b8jk 5ogfsw+b8jk ' +
      'ceolc0+b8jk 1sm4g0+b8jk 36k3cw+b8jk 34270g+b8jk 68fmkg+b8jk 1nmbr4+b8jk 4ok5c+b8jk 1dmqdc+b8jk ' +
      '13n4zk+b8jk tnjls+b8jk tnjls+b8jk 3o1ds0+b8jk 1g4mps+b8jk yncao+b8jk 27liio+b8jk 13n4zk+b8jk ' +
      '3gjoqo+2t4w 2t4w+5m9s 76ghs+b8jk 13n4zk+b8jk j2euio+b8jk fljx8g+b8jk 9za58g+b8jk 5tg8hs+b8jk ' +
      '1xlx4w+b8jk 36lhxc+9tz4 3gjoqo+b8jk 12z3pq8+b8jk 12mm800+b8jk 9ocu8+b8jk 2z2ebk+b8jk 92tgqo+b8jk ' +
      '3e36yo+9tz4 36lhxc+9tz4 bzw83k+1ekg 2cpbi2 2pcubp+b8jk ctnzeo+b8jk 27liio+b8jk ek3g1s+b8jk 25dg5c+a ' +
      '4d1rsm+b8jk 4ok5c+b8jk 2rkpa8+b8jk 5eguf4+b8jk 7mdlhc+b8jk 4ok5c+b8jk ay8q2o+b8jk 1nmbr4+b8jk ' +
      '1nmbr4+b8jk 1651c0+b8jk 2p2sxs+b8jk 4zhgcg+b8jk jny80+b8jk 3blam8+9tz4 4ok5c+b8jk r5n9c+b8jk ' +
      '2f37k0+b8jk 4mzym8+b8jk 1g4mps+b8jk 26nsw+b8jk 18mxog+b8jk 4i05xc+b8jk 76ghs+b8jk 6xem0w+b8jk ' +
      'onqww+b8jk 2hl3wg+b8jk onqww+b8jk 4zhgcg+b8jk 203thc+b8jk 3j1l34+b8jk 7ywhs0+8feo 4326f4+b8jk ' +
      'jny80+b8jk 4ok5c+b8jk 166fwg+9tz4 3y0z5s+b8jk c696o+b8jk op5hc+9tz4 m5ukg+b8jk 9ocu8+b8jk ' +
      '13n4zk+b8jk 13n4zk+b8jk 27liio+b8jk 59h1q8+b8jk 18mxog+b8jk 36k3cw+b8jk c4qeio+9tz4 13n4zk+b8jk ' +
      'c7nr4+9tz4 jny80+b8jk 2mkwlc+b8jk 26nsw+b8jk 3ljhfk+b8jk 2mkwlc+b8jk 1b4u0w+b8jk 9ocu8+b8jk ' +
      '1nmbr4+b8jk ay8q2o+b8jk 86cs8w+b8jk 13n4zk+b8jk jny80+b8jk 3e36yo+9tz4 9hsutc+b8jk ow6bk0+1ekg ' +
      '2t4w+47pc 1ekg+1ekg jtvqbk+b8jk 1l5tz4+9tz4 34270g+b8jk 3qowe8+1ekg 27r4sg+9tz4 6axiww+b8jk ' +
      '481z40+9tz4 4ok5c+b8jk 4pyps+9tz4 1q5mo0+9tz4 203thc+b8jk ao94ow+b8jk ehljpc+b8jk 5ji1og+9tz4 db59u6 ' +
      'rri0cooh+1ekg',
  },
  {
    // DigitalOcean
    ipv4:
      '79aj bkk+g fjn efz om48 23j 1f1f+9 3+1g atc+1s 91rz 8vnk+w 3llk 76br+74 1ngg+74 mx1b 1xog+3k zq3 ' +
      '3z8+3k 5c+1s 3k+5c 43b4+1s ao+3 1+s 19r4+74 p4g+g 7e08 5j1j 3jsf+g 1lzu yc5+g h1hf lyk+1s bwmh 1 ' +
      '95w+4 qcs+74 kjk+74 268+74 3s3k+74 o13k 5mcv+74 1h1c+3 1+14 2+2a 6iv4+3k f7k+3k 1s0+74 42kg+71 1+2 ' +
      'rgg+x 1 1+64 pa8+6s 8+4 n40+74 2hew+8 1wsw+74 1hts+3k h6o+70 8zo+1s 4+k 1+7 r8g+1s jfy 2l8x+1s u8+50 ' +
      '4+20 1cw0+3k 5xnk 36 p 1b g 35 5+2 hd 6o c 32 e aei+3k 81s0+74 2rk+74 1tds+74 4jk+1l 1+5i mbk+74 ' +
      '3r4+70 1rt0+74 2jgg+4w 8+20 bns+4 1n5g+3f 1+4 8w+5c 10jk+74 14ao+74 tc+4g 2io+3k 1ukg+74 5c0+74 ' +
      'e80+74 18u8+5g 2da4+3k 60ow+3k 575s+74 cu8+74 97eg+4 em0+4 km0 42cv+74 br4+3k 4k6w+8 9e8+g vj4+3k ' +
      '3pf6 3vu6 lpa+1s 2cg+w 9r3 37s0+74 41e8+g 2zmo+w lb4+74 17ls+1s wtc+4 lc+4 18m0+74 bk0+1s 431s 5fim',
    ipv6: 'e14nvy39c 73+74 s7bh2juo 1erh1a 3arhg5c 1 2 1 1ko x8 1k2iwmpn6 1+2 1ek8 2 vcskqt1',
  },
  {
    // EDIS
    ipv4:
      '80he 1bi 197ny 1 5+8 ase5 1kjh 1fwsq g 1 f dzk+2 1fb5 21bt 3vxv 2 3sv1+2 1hmc 3qmh+2 ap0r 18moo ' +
      'kiit+5 397n+4 1+6 1+3 a+4 1 9xv6+4 5lne iz03 c3go+2 9r5 960 dx6 el 46nz 1 2+6 2+4 1+5 2+4 494 hm+2 ' +
      '3+2 4n3y 2 e 4 6vw 5q f 9p2+2 41 6+2 r63 zfd agx 6yk aog i1 3b 2en4 oi0c 2 5+3 e49+4',
    ipv6:
      'etggblvyp 1k05dlxwu+1c 1+2 1+2 1+2 1+6 2+2 4 1+c 2+d 1+r 1+k2 1+t 2+d 1+3 2+2 1+46 1+w 1+sw 1+7y ' +
      '2+bkz 1+xfe 1+5pyo 1+2wa5 g+1beo',
  },
  {
    // EGIHosting
    ipv4:
      'wgeb 3w+5 1 1+6 1 1 c 3 j 8 r 13x4 1+2 g+2 1 1 6 1 b 1+2 2 3+4 1 3 b 3 3+2 1 4 1 9 8 5 4 2+4 2 1 f ' +
      '1+2 4 2 1 4 1 j+c a 1 3+2 c 8 1pl 1ke+4 tr3n 6 a 8 d 3 a+3 20 3 5 5+2 5 3 9+2 3 7 7 2 1+2 9+2 3+2 ' +
      '1+2 1+2 4 2 2 1 6 6 2 c o+2 7+2 1+2 6 a 6 b+2 3 a b 3 3 1 y 5 6 10 3 a 1+2 6 2 4 9 1 7g1t+3 1 1 1+3 ' +
      '2 1+2 1+3 1 1+4 1+2 1+2 1 3+2 1+2 1+2 9 2+3 1 e+2 8+3 1+3 3+2 1+3 2+4 1+h 7b 5+2 8 5 1+3 2 3+7 3+2 2 ' +
      '5 4 6+2 1 2 1 2+2 1 6 4+3 3 1 2 1 4 1+3 1+2 1+2 idwf 2av2 1zbv 2c4m+3 1+7 2+3 1a6o 1+a 1+d 1+4 ' +
      '4169+g 7os 2z1a 8e82 4jk2 41m6+8 9vxc+4 flto+4 g+4 40x+3 2+2 1 2+3 1 1+2 4 5 2+2 6 3 3+2 2 d f+2 d ' +
      '1+3 2 1+2 3 2 2+2 1+3 1+2 1 1+4 2 2 6 7+4 1 3 2+2 2 2 3 1 1 3 4+3 2 3+3 2 2 4 1 2+2 3 f 9 5 1 1 1+2 ' +
      '1+3 1 4 5+2 1 2 1+2 2 r+2 2 8+2 2+2 3 2 8 6 4 9 4+2 5 5 4 1+2 2 2+2 2 1+3 2 6 3 3+3 3+3 1+2 1 6 1 4 ' +
      '4 3+2 a 3 9 1 2 1 8+2 gzp b 4 6 1 j i 3 d 9 2 g i+2 6 5 4 6 8+2 7+2 3+2 1 1m a 1 1 8 1u e f+2 1+4 7 ' +
      '2 5 13 3+2 1 3 8 5 a 5 i 15tg0+4 1qm1 2 n+2 8 9+2 26 h+2 c+2 s9e+3 88wd+2 2j 6 1 c 9 1 e 7+2 4+3 b+2 ' +
      '8 b m 1+4 4 1 e 2 2 6 rnm f+2 c+4 4+2 2 1+3 1 1+2 3 6 1+2 6+6 8 4 k d+2 1 5 3 2+2 7 2 7 2 4 1 2 2 2 ' +
      '3+2 1 n 6obv f6m5 ay4i 6 2 b 3 i 3 5 4+2 2+2 2 9 1 1+3 4 1 7 d b+2 6 2 4+5 3 1+2 1 7 3 p c 5 1+2 6 a ' +
      '2 4 1+3 2+2 2+2 8lj9 3 4+3 6 3 f 2 9 c 9+2 3 3 3 5+2 1+2 3+3 1+3 6+2 3+2 i+3 s 28 3 4 2+2 4 1+2 1 1 ' +
      '1 6+2 2+2 q b j+6 3+2 b+2 c 1+2 1 4 5 1+2 1 3 l 3+3 1 1 w+8 3 7 4 3+2 pot 5+2 2+3 2 7 d+2 2+2 3+2 7 ' +
      'z 8 8+2 1 5 8 1+2 1 d 8+2 7 9 5 2+2 7 3 7 a+2 1 9 1 6+2 4+2 155l 7vq+k 1+4 2+5 3hbz md8y gp9 2 1 1+7 ' +
      '1+2 f+2 o 6 7 4 1 5+2 8+4 1 1+3 2 3+8 1+7 b+2 1+2 1+2 5 1+3 k+4 1 1+2 2+2 2+1s 1b2f 8ggj 59h8+8 ' +
      'brk+3 3 4 2 2szi ua 1+2 1+6 1+6 1+3 1+5 1 2 4 1+4 1+2 2+3 1+6 1+3 1 3sr8 1 1bl5 5+2 2+2 2 1+3 2+b ' +
      'adi8+5 1 2 1+3 1+4 1+c',
    ipv6: 'ch1hg58v3 1 2caj198f3 6qsu04z+2 323ym6h+1ekg 1kdahwfls+b8jk',
  },
  {
    // Enzu
    ipv4:
      '80ex+2 1 c 2 8 2i 1 pkbx+1s jzj4+7 5+k i8w+w 3nk+w 93hb au4+4 c65+3 1m8+2 4+2 a+2 g 1+2 4cc+4 16q4p ' +
      '8myc 53h4 4+3 81 13+2 5dxb lcn2 3wtb+2o 1j4g+g 5s+g 1i8vs+2 6gp7 2yvo 2bb 1l1 zhj+g g+1o 4+18 4+1c ' +
      'g+g 4eyo+2 6efp 16o9k+g 1tto cuv+2 6lou+4 rnk+4 14c+2 2+4 73c+4 dg+6 jqgp 3plc+g',
    ipv6: 'ethwchr7k+1w 1+1eij',
  },
  {
    // Eonix
    ipv4:
      '7zj9 19+2 azd 3m oi6o+u 1+7 4+k rt0+9 5+2 2+4 2 1+2 3+3 2+8 1 1+b 2+g 2+d 1 1+7 1+5 1+3 3+2 1+7 awud ' +
      '9 pr5c+4 2 1+2 2+2 1+9 1+3 1 2+4 4+5 4+7 2+8 6+4 1+h 4+4 2+h 1+9 1+a 1+b 2 1+6 2+4 1 2+4 6+l 1+8 1+f ' +
      '2+3 1+6 2+2 2+4 2+4 2+e 2+c 2+4 2+e 2+8 2+4 4+2 g+4 6+6 1+f 2+2 2+e 2+a 2+6 6+a 4+8 6+a 4+12 1+5 ' +
      'zie8+k 2+2 4+2 8h8v bgxl 38g 7los rou+4 cobc+8 2+e 2+4 8+4 4+9 1+3 3+2 4+d 1+4 2+a 6+9 1+2 2+2 2+6 ' +
      '2+4 2+6 1+x 2+2 2+6 4+6 2+4 2+6 2+4 2+6 2+2 6+e 2+4 ady 2g9+6 1 3 4+2 2+6 2+3 1+8 4+a 2+a 2+4 2+2 ' +
      '1+x 4+7 1+e 4+1k 2+y 4+4 4+4 2+6 2cv 3vo0+d 1+4 2+h 3+5 1 1+e 2 3+8 2+2 2+2 3+4 5 3+8 4+2 1+b 1+3 ' +
      '2+g 2+2 4+8 2+4 2+8 2+4 4+k c+4 2+s 2gc1s+e 1+7 1+d 4+2 1 1+b 2+2 2+i 2 1+c 2+8 2+4 2+2 1+7 4+8 1+h ' +
      '2+f 5+i 2+k 1 2+m 2+c 3qm8+2 2+2 2+2 2+6 1+9 1+5 1 6+6 4+9 1+4 6+3 1+2 2+g 4 4 1 4+2 2 3+3 1+2 x8i+4 ' +
      '8+e 6+a 2+9 1+4 2+4 3nk+3 3+3 1+2 1+5 2 4 1+i 4+3 2 3 1 1 1+7 1+4 2+4 1+3 1+4 1+3 1+4 1+2 1 1+4 5 ' +
      '1+3 2+8 2+g 1+4 3+2 2 1 2 2+a 6+2 4+2 1 2+5 1+t 1+6 3+2 1+3 1+5 1 5uhi n7ut h6p0+8 2+c 6+2 24je+8 ' +
      'c3fe 10y8',
    ipv6: 'ch1hg59ls 2ckf828m7+35s 1kb8eazgo',
  },
  {
    // Exoscale
    ipv4:
      '3cl9c+4 8+4 8+4 5810+8 2imk+4 k+4 8+4 18+4 k+2 1 13ys+8 1t30w+g idi8+o azo8+g 2tvk+w x8os+4 puw+4 ' +
      'ctjo+w',
    ipv6: 'gdijtv7cw+b8jk 6nuxqtc+j d+2 e+2 e+b8hs',
  },
  {
    // FDCservers
    ipv4:
      '2ynm thk4 3y+2 2w m4b jcj+o 2+k 1+2 1+2 1+a 1+7 1+i 4+4 4+i 6+2 2+2 4+3 1+2 2+m 8+6 2+3 1+4 1+d 1+4 ' +
      '1+5 1 1+l 1 1+3 1+3 1+6 a90m 40 3js+2 2+2 2+2 2+2 6+4 4+4 4+4 4+4 a+2 b jgiz 9gg 1p+2 qs 1+2 8jp cao ' +
      '5zcd+13 1+m 1+d 4+1v 1+11 1+1y 25ug+8 44+4 9hm 955+4 8+4 4+4 38+4 g+8 18+4 k+4 epcm+6 3c4 dr9+2 4+2 ' +
      'a+4 1sve+2 8hw+2 ajq+4 2+2 4+4 34+4 6l0+2 8+6 2+2 138+2 2+a 4+a 18+2 6+a 2+4 br4 24j3+w 1zk+7 1+6 ' +
      '3+9 4 3+9 1 1+b 2+5 f9 eqi+2 8+2 2+2 dd6 2 ob8+c 3o+2 4+2 2+4 b4g+1s 1g0y+e 2d q 1+2 4k+8 i4g+g 28+g ' +
      '5q9 3 6 9 15+2 1i+2 rtp 6 3lpj+2 a+6 e+2 12+2 6+6 6+2 u+2 2a+2 u+6 2+2 2gsu c6p+1s 5d4u j+2 5mzx ' +
      '6z+2 73 6t 7d q 6c 73+2 72+2 e5+2 27e 1cb bv8+2 10+2 e+4 s+2 12+2 27z 6+2 2csi+2 1c+2 y+2 o+2 4fg6 ' +
      '16z+6 2+2 1 6+2 21+2 1 1+3 v+4 8+2 5g+2 i+2 k 1+2 1o 1 9+2 v+5 90 6+3 4+2 1 a 1+4 1q 1df1 1ngt+2 h9n ' +
      '2ust j9f 3fr4 166v 5 c 40u wa6 cl6+2 9sjk f51 1e3t 7zh 3uy 67o5 2zh wzay+2 3y8s 2 l bud 52 2czz 572k ' +
      '4wtc+2 1s+2 3gxi 1nli 3e2z 1xg 1d2r 4r dk+2 3 f n 8g 1qcs 33br+4 2tz 3k85 7260 ob 315r 14yo h8b m ' +
      '2vn5+2 6+2 7lgb 6ej6 8z 4vkr 6n+2 4sre+4 3bf frt lp 3lg+4 zo 9k0 b 280 4p5n+2 1q+2 10+2 w+2 1q+2 q+2 ' +
      '4d6+2 s+2 u+2 y+2 s+2 m+2 e+2 s+2 1eq7 3jr6+6 6+9 1+a 7r8 q 4kg 2rr6 a+2 1c+6 9 1 2 5 2 4+2 2+2 k+4 ' +
      '10+2 2+8 e+2 o50 1vt+2 4+2 c+4 1m+2 14t 6ak+2 35ci+k 4+2 2+4 2+u sq 1ab9+3 1+3g 9gb0 ev+4 1m2 2pvf ' +
      'rnh+4 1lvg+4 ctw+2 38h 3yau 1r+2 4g+2 4+7 r+2 6+4 1+5 4+2 8pl 24+2 1st 4gu+4 167s+a 6+2 2+4 e+2 2+4 ' +
      '2jf 3xq6+2 8l2+4 2+2 2+2 2+2 a74+1s a42+2 2+2 2+2 2+2 ip0+c',
    ipv6:
      'ch1hovy14 j1h2wn+157v 1+5 1+1l 1+n 2+v 1+4 a 1+b 1+98f 2c9znrgn8+2 omdiy+74 sg+74 5qwdurk+74 74+74 ' +
      '1ddzpc0+1ekg 28qog03 1jsxy9sl8 64seolb ene2873+2 3 e2zw2ro',
  },
  {
    // FlokiNET
    ipv4:
      '1gtvo e9n+2 1v8az 58ry 7fep 11pd+2 2+4 2oe4g jk5j cxe 9fj4 hsf+4 974+3 3p9+4 ams 5dn+4 80+3 46bo 26 ' +
      '8twb q0yg 4vo',
    ipv6: 'gdmkvgy68+6 6y 2ftfhfj+5 1+b8je 5kgjegw+b8jk 78443r4+b8jk',
  },
  {
    // Fly.io
    ipv4:
      '1g268+w icie mkxt+8 11io+g el1o+4 192ko+8 1340w+1s huv4+w qj5c+g 11ow+g 3u4w+8 migo+8 m0cg+8 a4+4 ' +
      '31cy 4bil+1s p68+8 5k94+w',
    ipv6: 'gdtbslgqo+b8jk',
  },
  {
    // FranTech
    ipv4: 'xb9s+4 yk u72m fk+d 2 2bvk8+8 3ws0+f d+4 25k9s+8 65y1 17lhq+g u8g+5 1+5 4ud+4 ys4+8 8dbk+g 5di8+w',
    ipv6:
      'e1ftb5wls+g rua5wa90 1x6i8qj+74 16o+74 7rh1j jyepq 4q4v309+74 1+16hf 1+laej 1kcggz11c+b8jk ' +
      'bb3smio+1ekg lamu4g+1ekg 6dit50 2si 4yqg+35s 32phwjk+1kw 3ezdrls+2t4w 34ztog0+74 1am8+75 5+2 2+6u',
  },
  {
    // G-Core Labs
    ipv4:
      '34d8+4 3y2g+4 4+4 4+2 q 1+2 k+4 7dk+4 b30+2 1+5 fnc+4 1c+4 1bk+2 2+3 p+3 1 x+2 k+4 c+4 8 1+6 4+4 c 2 ' +
      'g+2 i+4 l+3 9+4 1+2 6+2 60 1+3 1+2 c+3 cah+4 z7p5 xrs+2 10+4 7nk 790n+4 af0 4 1 rto a6id+2 ato+4 ' +
      'jo+4 2kc+8 92+2 1w+4 1k+4 1wi+2 8m4+4 25f 5w+2 6bs6 1g hcyi+8 a8w 62v5+3 ahl3+2 5m39+2 1+4 1+4 5ad ' +
      '1dmf+4 8+7 16qa+3 2+2 1+3 1+3 sxs+2 3 2+2 6+4 8 8lr+4 1ig4 9w6 1+2 3yp+5 80b+a 1+4 1shx 1 8 g 21sv+3 ' +
      '9+4 4 2+3 mjg 5sa 2+a 2+2 1+7 2 1+2 p55 73 1ha8 1l 2 y 1 w e 10 5 d 1 17 2c72 8y am 69 b 26 t 3v ' +
      '9s+2 78 51+8 9c+8 z9s+8 2mca 21j 1 2 1fv 6fx sv 3 1 a3w+4 4+3 1+8 2+2 1+v 10ec+4 3 2+4 1+h 5 1+2 1 ' +
      '1+5 1+a 1+3 2 1+4 1+7 1+6 1+3 1+b 1+2 1 4+2 2+6 2+4 3wy 5 4 oue+2 7m b t b1+2 qg o0 5 k 1r a4d+2 ' +
      '1ax3 1b 5 40j 5n wcc+g 9+7 aw68+4 1lb t3c+2 7ga+4 7ktw+4 c+g 20 1+6 93z 2o5 15mn2+4 2jhk+4 nkx 3v0g ' +
      '2q6f wvr 2 1+3 e+2 a+4 56rl+2 azpr+2 5gea 1 4 h60+2 iew+2 1 py+2 47tm+6 7 5a0a+6 9mx7 f 1b2 2kkj ' +
      '4pt+w 31fo+4 4+4 5qjc+4 jd4 r+4 8o+2 1 aj0+4 6q0 1+2 ok+4 t7 5cs+2 1tf 2x6+2 1 jk+4 41o+4 zw+4 2q0+4 ' +
      '5z9 2ei+4 xc+4 3ziw+2 zz 5hw 1s 4y 4w03+2 580+2 2 1+2 v24+2 42q+2 g0l va 5cn+2 a+2 drr j0 3th ihj+4 ' +
      '23 g2i xw3 r75+2 i+2 4yr8+4 1+3 cxq+2 3nio+g 4ros+4 g+4 143c+4 42yw+2 1+5 3oku 289l+o 4giw+2 4+2 gft ' +
      'x13+2 5+2 3',
    ipv6: 'ch1i0frkw 3wg3jtl0f+28 g+gg g+ap f f+1s g+bk g+w g+7k w+8w p6o+g 3ch e+g k74+g wf5ilu8+b8jk',
  },
  {
    // GSL Networks
    ipv4:
      '7d3k 1+3 1+3 8+3 nf3 e58 btgs+2 l 1 c822 2 80 m 2e b5w4+4 nug+2 gdu gwks 1lwq 7+2 18 61x 5mc 1bj 16c ' +
      'tt 19 1bj i5 5kb+4 1de 3y 8n 1o+2 6s 7z+2 y+4 16k+2 2b2 a3+2 hi+4 1idw+6 6+2 mg76 1 25ol+4 2om+2 4+4 ' +
      '4 a 2riz 290k+2 d3aq+4 et3 63lb 12uf 1e53 g5g dme 7 16gq+e pz1+2 fu8 6rm+2 d64 2 bit 27q9 15ty 1ao ' +
      'en6+2 3avs dkz+2 1gn 5fb ys+2 s+2 10l 1oo+4 o9h 1hcw+2 4+2 2w1q+6 1+2 1+2 1+3 4azo 2 1 65re+4 af7 ' +
      '1ew 2z+4 7ny+2 1c0+4 2fg+2 12y+2 29m 1+2 qi e8l+4 2ur cz1 p7m dve 6bc0 k3n+4 96t8+4 rlno 1i d 48oi+4 ' +
      '4dq 1skl+2 x7m 72ew gl0 1c0g 54+2 2err 40zp+2 1+e 2+6 n+5 5+9 1 qy n0 1b 2y2i 6h6n 7+2 l+2 13+2 1n ' +
      '23 2+2 2yss+4 7sxm 1smx yy3+4 2pk2 2za1 1l 2 1+7 5 4 6+2 1 1 4+2 c 3e1 1r 23u3 b 2+2 5 1 h 1+2 th+2 ' +
      '8+2 5 6 5 3ehs 2uw+8 a8+4 7i 7krq 1c 4qqx 596 23c 3us 1bb+3 3to si 3xo 1 pi 32q+3 2jo 7f 2iy+2 p4+2 ' +
      '5gm yw a5 l4+2 1efa 34 47t 5a 4+2 4b+2 6m 1 e 1 e+3 p 4zj 2cpz 56n+2 5o+4 4up5 u4r 7iq 6v+4 18c2+2 ' +
      'b10+2 qi7 7ii+2 677 xjp 69u+2 4+4 2+6 4+8 3d0f 5pt1 c8i 5zb+8 jyw+4 104+2 ah 74+2 14s+2 co 29+2 be+2 ' +
      '67 5qe+2 py3 d+3 s9x 32jh 3 i 4 7wxw+2 p ef 1 2 9nl 728 25rn b 3ur6 n 9 10sq 52y e1h 1+5 7d+b 3w3w',
    ipv6:
      'e16cfzh1k 2+2 1 s1 e7 73 73 73 1e3+6 1+2 1 1+2 352+g 9zf1t 1 4+2 8+2 5 a+7 5 15b 73 73 47 2v 1e3 1+2 ' +
      '1 5 1 2 1k3+g 7w1 27crita+1ekg 3yto5q8+74 plfyts+1c w+1s 1c+g g+w g+g d74+g ryrv2y9s+g 7thpn8g+1ekg ' +
      '47pc+1ekg 1k2bor5s0+74 3z178qo+1ekg 59fokcg+1ekg 283rwg+2t4w b38irk+1ekg 4fs3k0+2t4w 1ekg+70u8 ' +
      '3rlob9c+11xc cn4+2t4w 31nypds+47pc 1ekg+1ekg 15h9w5c+2t4w m4bsao+b8jk 2wlwjk+1ekg 1dbj8cg+47pc ' +
      '1ekg+1ekg x0dukg+1ekg 1x5lzi8+8feo 19pg2yo+2t4w 2t4w+47pc',
  },
  {
    // GleSYS
    ipv4:
      '2yf2 4709+8 umg+8 42w+8 1064i bfh+8 87dc+8 jpk+2 8a4x 1m97 oe eg f9x cu bco 13w nz9+g 18cw 1+3i o62o ' +
      'ldj3+8 188o+g 4mvc+8 34uk 2 554b 45 39au 2m9 dn qu is p1 yg+3 bs+2 lr qs ov ew 48ng+8 k47k+g uyf ' +
      '18g08+5 1+2 m8ww 1tiw o t 1p 1u9d+8 eeom+2 8pwn 5g 2km3+s 1+z 1sv pmo 8oy3 1+2 180+4 ck+4 1m4+4 ' +
      '3lg+4 36k+4 6b4+4 60s+4 7uc+4 1xt 3zim+w 54if 1 w b v 8 9 8 5 8 6 6q7 1 1 a 6 5 1 3 1 1 1 1 1 4 1 1 ' +
      'c 6 l l+2 f 1 9sb 2l+5 7+3 9+4 2+2 1 t+2 12 f 9 8j8 q+3 17 1 1f 223+2 3y 1x m8o+2 8g+2 ei+2 e7u e5y ' +
      '24 o g t+4 5y 14 8u+3 1+4 i+4 8+4 9zr+4 c1+2 5mv 156+2 1j 1 3q+2 72t ry+4 2ob i p f+2 1g+2 1mg 560 1 ' +
      'l 1k 38 3+3 19s 4as j w 1b 2 2c+4 2jf pwm+2 ped 8bv 98a+2 1m2+2 35wk jsnp 6iz+w',
    ipv6:
      'gdaq2bj7k+1ekg 1hyneo+1ekg 1sgs0eg+2 20d6lfa+b8jk w0re2o+1ekg t79uyo+b8jk xub85c+1ekg f3k3lkw+2t4w ' +
      'qk6ozk+2t4w 3gpb0j',
  },
  {
    // GorillaServers
    ipv4:
      '7bx5 5fa ozhr+g ju4 9jv c3r+w 1yz3c gsyq dpi1 3f7p 8xec+w 3pf1 4pe+w 1i6ao+w 7ywq 4xba om7f rk2a+g ' +
      '92o+w 7vmo+w 714+8 126w+4 7pdc+2 2m9y',
    ipv6: 'etbzf1p1c+74 7in3lkw+1ekg',
  },
  {
    // HZ Hosting
    ipv4:
      '7ugo+2 4+2 1jkoo+3 72 1 1 2aq2 6 rwfq+4 11om+2 3y+2 4+2 dxy4+3 34kd+2 8+2 3k11 15 5s 1a 5p h l 6a 12 ' +
      '5t a 8 3 l 5u 3p+2 h 1 3b do 18 fge+2 3k+2 2f0e+2 22i2+3 4zq9 kwn 4 2 8 31lk 5bp ov 3olz+4 5pg8+3 ' +
      '9137+3 7q 2+2 1786v 3 7 1q 6 a 1x+2 6hog+2 1+e 1+2 4 1 bflo 2 8 854k 7p 17auj 7vh+4 8q+2 4lp+2 2hh+4 ' +
      '16y a3i 1 9cm+2 9l 2fj+2 3jd+3 4oct+2 4fk+2 o+2 10+2 s+2 e+2 18+2 m+2 53g2 6f9 2 1cs4 1qwu cmqn ' +
      '1x90+4 3w+4 54x2+2 4nay+2 2 5+4 c+4 g 7+4 14+2 1chk+2 g+2 cce+4 4oao+2',
    ipv6: 'gddkl5i4g 1 3 2+2 4 1+5 1+2 1+4',
  },
  {
    // Hetzner
    ipv4:
      '2yo0+e8 43k0+74 cxs+3k e8+74 g74+74 buo+e8 ojcw+3k b2l4 897r+74 b61v prz mjg+74 bcw+3k vsw+e8 ' +
      '31fk+e8 jhmo+3k 30qo+74 gzk+e8 ghds+3k 1f9c+e8 htq 7gv9+4 1nx4+1s 3am8+3k 1edc+74 jcw+74 188w+3k ' +
      '2feo+e8 1hc+3k gds+8 3vns+74 1vcw+e8 terk+e8 gi68+3k a1z4+74 1qm8+74 2kcg+3k 74+74 58jk+3k 2hvk+74 ' +
      '6kn4+74 br40+74 hkw+3k 2740+74 44qo+74 7zsw+74 74+74 rgg+74 3p41 6xi6+74 33ls+74 7wg+e8 9z4+3k ax7 ' +
      '8qgl 7jq+2 b7e+4 3qc+4 224+2 43p 2k+4 2ss+4 3k0+4 4lh qn 1v9 bo+2 35h2+3k zk+74 14ao+74 691u xf+2 ' +
      'am6 qnh+8 3vy 1e9j rod+74 99c 2rub+4 50a3 3nny rfx+3k cg2o+w kzk+1s 378s+4',
    ipv6: 'eux9vyu4g 1ifattwqn+2t4w 70u8+lc 1ds1 bamgyke+b8jk m19fwn4+b8jk fqjpxc+b8jk z0ri0w 1vu8qaz 10 j',
  },
  {
    // Hivelocity
    ipv4:
      '2yjk 5v9+2 78 3y 4514+2 25y 5hd 3nt+4 fd2+2 s 59+2 37 dz4+4 1 5 29 4e o1f0 3n+2 9 hf+o 8+8 4+4 cdc+d ' +
      '1+2 fo 3cr+1s 4c0 tr+2 54e 32v 98b 4+3 25+3 7 7w+s 1+j 2c5 9ye4 x o 9wa 5h 2s i p h 35 i 23 c 31 f ' +
      '8435+8 c+2 1 dz4+8 yr ci1 gw+2 br6 5f4 rda da9+2 y+2 12+4 4+2 1f+2 1d+2 9+2 10 5 clw 1m5i 4l 5fzx ' +
      '1h29 4 8 1g+2 1+3 je 591 3e 4pk 28r a 7 n 6 3 15a 8h 16e+4 3q 1v du 5v 1v 1w 2d+4 38 8l d0 24+4 2n b ' +
      '6z3 hi gg 9w cd d4 5d a d8 gg cv 9h 7r+4 hf ci 4l lv+4 b0 1+2 825 6qn 8h6+g 2ha mr a sry 1 42v 2 4 2 ' +
      '5sp 4ic4+g 4+c w+y 2+s gb6 s 1c p h4qw dig 9 1hx9+4 5ki 1fp+4 1+2 258 5oz qol 7 6n0 30c 83y 9m1 x0j ' +
      '1ko hsq+5 2+6 dqb+w 7wg+w 169 40e+w d5x 1 vfc+g 4+i 2+d 1+4 2+4 ny8+2 b wsy+w dfk+w mzk+i 2+k 4+k ' +
      '2ol 4l5i 2o 1gvn 9s7 2e+w cvg 1gvu h 2jyf h1 2i+2 5gc 1jtv+4 s+4 194u cs9 sl8 103n 2 68t 1v3+2 qy5 ' +
      '62k+2 ffn 6 i 9 6 2 5 2 1 7 7 2 4 3 2 1 5 49 at 48+4 k+4 8+g 4+o 4+4 1 e+4 5o+c 2+c 2+4 2+2 4+2 52 ' +
      '2ex 8g 1lc+2 kk8 1n 5+2 1 6+3 5l 2 i r 1b 1h e 1hgw bzt+4 18+3 bl4 8 2a 18 3 1p 22va gq+2 1 9wz 6t+3 ' +
      '1g 1 5k9 9 b8g e4m 1gm7+2 pa6 12p+2 15ta t 18q 1m 2d bjp f9 27f+2 1yi+2 cpm 243 2g d9l 1 ea 1 1 1 ' +
      '1+6 2 56z 3p+6 3ui+8 389 208i+4 45e 4j5+3 3 1+2 8r6 1+5 3 2zp 73 f 2 hp 2o4 17c 1f8+2 1gg ens 69 9lw ' +
      '1 2 5 2 1 h+2 3+2 s 3r j 3k+2 3+2 3+2 h zr 198l 1 4am 2pr+2 2+4 9ue ko8 3 c 96b+8 8+8 5eg+g jjb 18rj ' +
      'a n7x+w 2dk 3s3 23 8sl1 1 6 q 5 5 5+2 3 1 g+2 2+2 7 2 c 4 6wx+3 2 1+4 9 v+4 4 1+2 98n 9ss 87o bbm ' +
      'ccz+2 dge tpm 58k+g 1j8+2 5 8 4 c72+8 1pc+2 1 c 3 5 q 1a ez+2 a 1d6 1bp 88 1d n gv+4 3o3g+1i 1 1+7 ' +
      '2s+c 7+5 1gdn 3j z 2 h 43l 8 s09 9 6kl yp 29v 1 anh 4+8 g+8 4r 8 2 3 3w3 6nh6+2 ms8g 2 dk8+4 137k+3 ' +
      '5y63 56li z3c 4x d qus 65m b 17+2 11 13 o t h2o e 1 88l+8 24ba 1a 14 b 2 170 hfn l 18lv hlb+3 1+c ' +
      'bb7 1e4e 4 4 1+2 qtg e sie 7 6 5 1mh foj v b9k 1efv f+2 a+2 1q u87+2 9 5qv 1246+8 1bwn 1l 1ejp 8n 40 ' +
      '1 16 u 2 26 34 c 15 1 a c5 jku 2ekj f 1 f 1 g 5 4+2 4 5 1 9 f 2 9 4+2 6+2 2 g 5 t a 3 8 a 7 3 alm ' +
      '23i+4 116 r4 rq 6it 4 3 d0k f 5u x4+2 8+2 q2 nb+2 x2g 2q 3k7p e n+2 p 2qry+2 7pd 3fww 28 7 dyi+4 ' +
      'as+8 fw+4 ts+8 p2+2 5mw+8 fs+8 1ai 4 k r 1 2 6+2 6 7+2 c m+2 j e z 1+2 b 2 8 n7x zm 2nct v23 9q h79 ' +
      '1qbd 1n 1om2 h 1d f 38mi 1qtb+2 1r6+8 su 4s6 pw3 16f7 14 1t3d+8 1k4m 5 3822 f01 17h 4bc 1+3 2 1 jh ' +
      'ffb c 1 10 8+2 u 2p3z+4 1d j 8+2 y0y+3 5 9 10 r 5 1g 2 1 2 y m m+2 5 k 6 1 e 9 h 1q c f 1 1b 3zgo ' +
      'i51 8o 4iw+2 bnc 19f hi+2 2nh+4 1m6 1f1+4 u0 2 e8 d8 77 c6+2 38+2 co v6 g1 127 93 8m 1 15 2ks 48+2 ' +
      '64+3 5+2 7w 33p+2 353 7a m fc+2 9u f+2 1 24 2 oq 7f kz 9k p8 c3 1 c4 61 34 24z+2 xs yz 3zzz 2ec 2345 ' +
      '2go+8 2am+2 1zw+4 ys8+2 a8w+2 6+2 i+2 n 1+2 9+2 f 15 7 c+2 2 1n tz+4 6 2 7 i+2 c 2+2 3 3 f t+2 2 4 v ' +
      'i p 2 ufo 1+2 itb 2pg 2q+2 c6 2mp 5re aqu me+7 1+8 ml c41 1wj ck ef xn 41n 9vk 9k i 89q 1pt a 37s ' +
      'ip1 4hb+4 4+4 31s 12z g2 2zq 9x5+4 40m+2 qy fxu 1r bk 51t hyi gyu cel 1gbb+6 1+2 4+2 3d 1 1fq8 hao+4 ' +
      '374+g c7o+4 25s+8 4fu c0 sk4+8 q 5j5+4 9f9+3 34+8 2z7 18j w0+2 1+5 7jc+8 1y8+4 2tj 5ba 12b1+4 1nv ' +
      '1sdo 1+2 35s db4 uuk 1ruq 1vaq+2 pjm+3 5+8 90 9 dvy+2 2 7s1 4+2 42r 4h4 1 19ec j s52+8 440+8 2go+1o ' +
      '1+3 3b4+1c 1bj 17ey 93p+w 58o 3nk se+8 bcv 2wsf 1zo6 5tr+2 2 49 127 7ek+2 5ff 1pk 7ak+4 4+4 8+8 c+4 ' +
      '2y1f 6 3 9rp+2 i 7x 26h+g 44h gu+g 37u 50s 53v 1i7 6 b by8 663 bng+g 85j1+2',
    ipv6:
      'e192vhfk8 s2x23h8h 5 dt925 1 2+3 16j2z3+5 6+7 4zsoq 2 1u0yz+3 guip 1fz0q 21eenee 3 7 v 6 7 a 2 4 q 2 ' +
      'mx+2c gsbev4+3 1+3 1+6 7+2 1+a 66+74 e8+74 e8+74 74+74 74+e8 zk+lc 74+sg f9dj40+74 22wxz4+6bk sg+1kw ' +
      '74+lc lc+sg 2pbkohs+74 1t9t2pt 28x9trz+1w 1+qi sg+1czk 3x1uyo+1ekg 1bdaaa68 qhp8x14v+1ekg ' +
      '239k2rk+6bk rtoe06v8 3thq1iz+1ekg 7l5l4w0+74 g788zk5 25mcih8 9zla3x+1ekg tjs8n8 s0u35zjw',
  },
  {
    // HostPapa
    ipv4:
      '80qe 8vo 56m f95z 95b5+4 co+c 1+m 1+3 1+2 1+f 1+u 2+f 1+2 2+f 1+2 1+2 1+2 1+9 1+9 1+10 1+1n 1+o 2+h ' +
      '1+4 2+h 1+7 6 1+3 1+e 1+o 2 2+3 1 2+6 2+4 1 1+9 4+c 1 1 2+10 1+12 ps2 1+6 cc a+2 a 3+2 2 4 4 b+2 2 ' +
      '41 o 1i+4 1+5 1 2+7 2+2 1+2 1dw 1e+2 b+2 19+7 1 2+3 76+3k 35s+3k a9jc 7zv3+4 bgyw+4 5g 7uv+4 2n6 ' +
      '4sp+4 6h8h 2+2 16+2 1+2 1+2 ddb4+4 5ipt 1fw+2 nnf ztc+i 4+3 1+6 x41 1g 17e1+7 1+c 1+8 1 tap 1+4 1+3 ' +
      '1+4 2oz+2 2 w+2 4il+2 15+2 1819+g 1+f 1ow0+2 1+s 3s7 58o 3yi8 1 1+4 2 1 3+c 1 90i+e k+4 11x4 t ' +
      '221d+2 ku0+2 rpc g 6 3+2 6 4wh+8 1+7 144f ceme 9jhp 5s97+g 740+c 1+9 4+a 1 1+9 1+3 2 1 3+4 me 7 ' +
      '3c0y+3 a+2 6cs0+4 vma 5cd+4 d8+4 yeg+8 1+9 4+2 2 1 1+3 6 b 2 3+2 1+2 2td+8 4+g gb+4 2+2 4cx+a 1+k ' +
      '1+1c 1+4v ao4+3 2 4 5+3 2 1 4+2 4 1+4 1+2 1+a 1+2 1+2 1+5 2+2 1 1+4 3+4 8+3 1 1+4 2+6 1+2 1+6 1+3 ' +
      '2ob 2nd 6+3 ut+4 3mzs+4 1 1 9+5 2+2 1 3 27k+4 1+3 1+4 1j 13f+w xs+j 1+3 1+9 1+2 1+3 1+2n 1+c 1+2 1+x ' +
      '1+25 1+u 1+g 1 2+2 5 2+2 5 1+1n 2+1t 1+9 1+n 1+9 1+m 8+5 1 1+e 1+e 1+a 4 1+k 2+6 1+7 1+j 2+w 2+2i ' +
      '2+3 3+7 1+k 4+12 1+d c+4 1+7 2+g 2+k c 5 1+c 1+7 1+1f 1+3 i4+4 1dpc+3 1 1 1+8 3k+g hk00+4 az68+4 ' +
      '9u8c 7k6x xht+1s d9k+8 2k9w+2 11oe 1yq3+g fao+8 7kec 1bh9+4 i+m 3gi3 2+2 1+3 4 1+2 1 1 3+3 1 2+3 1 ' +
      '5+4 1 4 5 3+4 4+2 7 1 m+2 2 4 1+2 1+2 1 1 3 3opt cme+6 2kou+4 1730+4 1om8 2 2+3 2 1 h5u+2 2+4 45l ' +
      'f1k 8t 2f 4zb+8 9g+4 3n0f 2x2w+2 3 4+2 4+g 1qqc 10dr+4 3xnw+4 sp8+18 2+f 1+3 1+e 2+c 1+3 1+e 1+3 1+3 ' +
      '1+12 3+5 1+2 1+c 1+3 1+5 1 4+2 2+n 9+3 1+c apq 12s1+4 3 2+4 2si 1+4 1+3 1+5 2+6 1+4 1+3 1+2 2 1 1+7 ' +
      '1+2 1 1 1+7 g4go 4p3+4 5q8+4 ov bkw+4 8juc+z 1+4 1+o 2+2 1 2 2 3+7 1+e 1+1z 2+8 1+f 1+n 1+v mrk+1s ' +
      'c+4 p 1xy+3k 12q+2 1 52y 1+2 1 3 2+3 2p 1+2 2 3 1+3 2 6 2 1 1 9mo+p 1 5+1c 2 1+c 2+i 4 1 3+2 39c+m ' +
      '2+4 2+v 1+8 4 1+1a 1+5 1og+3k ut 2sq+3k 115k+4 61s 99v+4 5mrw+10 1 1+p 268+f 1+h 3+i 1 3+8 1+m 1+3 ' +
      '1+m 1+a 3y8+3k e8+z 2+1i 1+n 1+3 1+8 1nm+2 1+3 3+3 6 7+2 5oi+1s bmo+w 8g+g 1we a7d+8 e3k+4 7gk+8 b2k ' +
      '2i5+2 afk+2 1hy+4 4q6+2 4ldz 1i8w+u 2+2 2+2 1+2 1 3+3 1+2 5+5 1 lds+4 1+2 1 1+7 1+e 1upk+2 5 17 sk3 ' +
      'ilc+g 1d9b e j9w 1exa+a edk k 5 38 1 o 9dn4+6 1+2 1+6 jog 1+e b4q+2 4sk+9 425 a o x+2',
    ipv6:
      'e1cdmnncw+1ekg 1dnxwxs+1ekg ry7u6pdt+2 3zpgu7x+74 vrqghs+2t4w 1ekg+47pc 1ekg+5m9s 1wnqnex ' +
      'qmx0qe+1ekg 13jcqgw+2t4w 2fbmyo+1ekg hjqww0+1ekg 1jy4m10qo+b8jk bd1ps7j 6j2sd80+b8jk 1g5kfer ' +
      '1ac46ws+1ekg',
  },
  {
    // HostRoyale
    ipv4:
      '34dg+4 2s+4 2o+4 48+4 54+2 4 44hj 3wx+8 i6m 509+4 6g+4 5w+4 9g+4 1i c71x+2 6+4 7 9 1 6 1t clh9 725+4 ' +
      'nmt 1+2 4 4+2 9xng+4 cq 5c g+2 54e+4 4+4 aw+4 azw+14 1c+k lw4+2 2+c 4i 2p4 7g24+4 3di+2 33g o9j+8 ' +
      '8kek+3 ml 1+2 2ak+4 2a4+4 1hgg+8 10+4 94+4 38+2 8i+4 5hs+2 2+4 3us+4 8+4 s8+4 68+4 3g+4 28+4 60+4 ' +
      '1bk+4 qg+a ey+4 28+4 94+4 20+4 2o+3 o 74+4 3c+4 3o+4 bc+4 kw+4 5g+4 7s+4 6w+4 ik+4 w+4 k+4 28+4 ' +
      '3no+4 4k+4 1k+4 c4+4 6m+2 m8+4 110+2 w2+4 68+4 3k+4 bo 57+4 4+3 p+4 4+8 b4+4 ao+4 5o+4 3k+4 4+4 70+4 ' +
      '74+4 88+2 1 1s+8 78+4 1s+4 4o+4 7g+4 d8+4 7w+4 28+4 2c+4 4+4 38+4 9w+4 h0+4 1g+4 80+4 f0+4 30+4 2s+4 ' +
      '7s+4 1c+4 8c4+1s 9mo+4 4bg 2hr+8 ejl 9bq+4 6is+4 9wk+2 49j fzti+8 2o+o 53j1 cvx 6ks+o ws 14f+2 pia+g ' +
      'usi+4 28u8+4 1fvr+3 i+2 l 1 1e+2 9xq+4 2+2 4+2 4ew+4 c 36l 8ul+2 1e+2 9 6+2 1h 16+2 1 5 x 1j3k ' +
      '175p+2 94+2 2+2 5y+2 6+2 r3z 4jq 4dp+4 dbm+w j8+2 1+3 6 3dik 3vjb 3j3a+4 8+8 h0+4 2ak+4 10ly mcy+2 5 ' +
      '7 8 4 9+2 5+2 1 2+3 7 3mo+w 1b4g+2 101y+4 1lj wvi+2 3 7 4+8 1 13z+2 6a1+4 e0c 10k8 lc 73 73 73 e6 ' +
      'ded+2 3 3k8 1 20x4+2 5 4+2 d 2 5+2 k+3 5 9+4 c b+4 2 3 1+4 d48+8 1oew+w ncw+2 36+4 10+4 3w+4 1ny+2 ' +
      's+2 s39 1k+4 34 2 6r 1l 3q 1j+2 247y o7 6 1ac0+4 b6c+4 2mp 3 2+4 1c i 8r 1y+2 bt 82 t 10 3c+2 4q+2 l ' +
      '26 4r 3l g 13 q+2 1i+2 48 6p+2 7m+2 8d 2h 7 v 1 bk+8 2a 1k j bac+2 8+2 a+2 fus+w 7ji+2 2+2 2+2 55n ' +
      '4+4 1y39 2 1+2 14 21 13+2 10+3 7tj+2 1w+4 bvc+4 3w+4 ng+4 90+4 e5 a5 es+4 gy 28x+2 2a6 wj+4 gw+4 1zr ' +
      'zo 9k3+4 e04+4 h s r9+4 10 2r+4 5w+4 ool o+2 210 v+8 c b f+4 2+2 mho+2 1y+2 3m+g 1w 1f+2 2q+4 g 3+2 ' +
      '6+2 m 4j s8 7fu 4lv+g g+g nww+8 o+8 4m i8p+m 4i+g 74g+2 1a+g g+g g+g 4+2 g c 8+4 14+4 16+2 6+2 7 s+6 ' +
      '1e6e+w 7p0+4 5o+4 gv8 a 1 a 1 9 3+2 1 1+3 mc+4 1 2+4 3 3c0w b+2 698i+4 lg+2 1ha+4 124+4 a0 qb+4 ' +
      '10g+4 4k4+4 4w+4 1f5+2 k1+4 jy+2 kc+4 bs gr+4 g8+4 7r 2u+2 47 ei+2 d6+2 4v 1y+2 bc+4 3m+2 6c+4 u4+2 ' +
      'le+4 1xm+2 9w+4 w+2 fq+4 ic+2 7q+4 1g+4 2k+4 ex 4y+4 d+3 2e+2 m8+4 3a+2 18+3 9x 2 46 wt 1 2qd 8l ax ' +
      '7d+2 lf p6+2 3t d4+2 4d2+2 4+2 c8+2 2ji yj bl+3 7x+4 oa+2 12w 1+6 2c+4 6+2 8e+2 42 6t+2 qi+8 2k+2 ' +
      '1fn+2 5x+2 9q+4 4w 1+2 nc+4 20+4 lc 1v+4 1co+2 zi+4 3w+4 s0+4 10k+4 1e 43+2 9c 1+2 20+4 7sk+3 ic5 ' +
      '9+4 2+2 1 1 3+6 1+4 1+4 1 1+2 2+2 2 2 2s0+2 4+2 4ou+2 8o 589 12x+4 w0+8 3lc+4 3 2+4 1+5 3+2 3+4 2+4 ' +
      '1 7 a 2 2 5+2 2 1 5+2 4+8 3 1 4+2 9 1u3 3rd0 9 5+2 6 27p 3 4+3 2j2 e 5x ru4+g 1nck+2 1+5 2+2 c 1+2 ' +
      'i68+4 ak+w 1h5 ime+4 pdo+2 7 3 2 k 3 2+2 2 d1r+w 6o+g 4opm+2 3k2s+4 194+4 346o+w 6o+1c 38f4+8 2g+g ' +
      '9zuo+3k njk+w g+w 5c+g 1c+1c 1c+w 1zts+w g+w 1g6o+28 w+g 86lg+4 1g+4 1rgw+4 r10+4 4jw+4 27ec+g ' +
      '2ntc+g axo+4 1yk4+2 2ne7 4o 1alo 2ubr 1yqk+4 48o+4 2l94+4 2q2k+3 2f9+1c mvq+2 e+2 zg+4 e+2 a+c a+6 ' +
      '16+4 4+g 8+4 4+2 2+4 8+c 2+2 7c+a rxt 8+2 1 2 1 2+2 3 1+2 6 1+2 4 1+4 1+5 1+3 4 1+2 2+7 1 1+m 3 1+4 ' +
      '1 2 2 1 1 1 25ch+8 4a8+o 28 8 2+10 g+g 1bog+w m68+g 3eck+4 4aw+e8 qis+8 3p2+x 1+u 1+2 1+w 2+c 1+12 ' +
      '1+14 2+i 1+3 1+k 1+4 1+9 1x89+3 2d+3 rw+8 5og+8 bd6+2 3ag8+3 f4p+4 4+8 2htg+2 e+3 15+3 1r 1 1+4 3 ' +
      'ek2+w wk0+g 1s+g g+w 3jtp 1vym+4 qjp asq+3 1 1+4 2 1 8 2 1+2 wq0+2 8ux 4 3 5+2 6 4 3 2+2 1 1 7 2 1 1 ' +
      '33z3+8 bf0 147+c 9v 1w+8 1iu+2 4 j1z+4 w+4 22+2 2qzu 56b+2 2j6+4 1xn6+w fs+4 ap0+w h34+w 5r8i 4u+2 ' +
      'vl+2 1 f0 1+2 16o+4 1o+4 124+2 bl nc+4 1mu 9z 1lb+2 3lo+4 cw+4 19g+4 3jz da r3 wx+4 1eo+3 1v9 1e7 ' +
      '5r+4 g5 r6+2 re+4 14r 178+4 jo+4 cs+4 5s+4 3k+4 l+3 1as+4 17o 2 1ms+4 1h0+4 17o+4 2nw 2n+4 g+4 1cg+4 ' +
      'f6 pl+4 hk+4 wp 9m 1+2 58+4 a4+4 a0+4 ma fm 9a+4 v6+2 m0 1+2 d5 42+4 48+2 1 io+4 8k+4 n8+4 5k+4 h8+4 ' +
      '8o+4 36my+2 574+4 8w+8 4pg+4 y dzh+4 c+4 3jk 7 q cu+2 4e p+2 5s 3x f+8 ch b 6m+2 4wy+2 4k+2 14+2 d ' +
      '14+2 2 f+4 1u 1h+8 15 56be 1+3 1+2 3 2p 2+2 2+2 1 3+2 1+6 1+2 1 1 8fl+w g+w 15n 3dt 5rg+2 1gk+4 ' +
      '29k+4 1ra 8 a y ga+4 84+4 s5 15q+4 zg+4 1r0+4 h1n s+4 1po+4 23a aj q 18p 62g+2 je 2 2f 4vs+4 c+4 ' +
      '53j+2 h4 2 65j+4 4k+4 8w+4 68+4 1dg+4 1ew+4 ws+4 1m0+4 2yg+2 a+2 3i+4 2aa+2 23w+4 25s+4 mi+2 og ' +
      '1lq+2 6+2 3 2 ar 1b e 3oz 2t+2 y1 154+4 628+4 a+2 aub 3g0+4 252 551+2 6+2 1g0 3rp+8 3wh e9a+4 10+2 ' +
      '2nk+2 2e+2 3b4+2 5bu+4 1ql 31wu+8 8+o 4+c 1wp 4jl 1j 1ok+2 2 3+3 3+6 1+7 2+2 1qo+4g 1z0o+4 g2r 31zj ' +
      '2hq 5+2 1 2+2 60k+g 1gr d4e+2 508+4 uc0+8 242+2 3ww+4 4+4 bbo+a hoi+g 9s+g w+1c 7k+3k 144+3 6yf+2 ' +
      '2+2 2 2 1+3 3 2+3 1 5 j41+g 29g 2 1 7 338u+1s g3s+8 1lsc+4 15j4+w 3yo+8 128+2 1ly+2 gpq+3k dfk+3k ' +
      '6v4+s 1 1 2zye 4yh 4 4 3+2 1 3 9 4m8+2 1+t 23k+4 4f8 f+4 qs+4 5e0+2 b0 1ly9+4 2yo+w 5nu 7na+2 1 2 4 ' +
      '2 w+4 4+4 322i 2 5mi+2 j40 4 1el+2 15n+2 6+2 24w+g rgl 1 n4q+2 4+2 1 4 6+2 jy',
    ipv6:
      'et6g194hs+5m9s 1k6n2gc8w+1ekg 7nnr75s+b8jk h9hhj4+b8jk nkq8zk+b8jk fqjpxc+b8jk gi0lq8+i 4+3 9 e 1 ' +
      '12vg zj 73+6 2+2 6ba zj+2 68pjpa+b8jk w5fy8+b8jk 1nmbr4+b8jk 1xlx4w+b8jk 26nsw+b8jk 76ghs+b8jk ' +
      'baq7sw+b8jk qa4agw+b8jk 1dmqdc+b8jk rgkkcg+b8jk nkq8zk+b8jk 86cs8w+b8jk fqjpxc+b8jk 3d1cfw3 2+2 q+2 ' +
      '125dcvg+b8jk 2344tts+b8jk 35m2hog+b8jk 5eguf4+b8jk bcu2gw0+b8jk',
  },
  {
    // Hosting technology
    ipv4:
      '1s17o+4 noeg+8 u2jg+4 i8k 2 2724+4 4a0i+2 g+4 1l0+4 t94+c 2zfo+4 8fc+4 5ge 2nd1+4 yr7+b 1m83+2 a+3 ' +
      'jtwk+8 13vpg+w 1k7e0+8 lsj h5q+2 9sc8+4 4fs+4 9cpo+4 1amc+4 1o+4 ap2 1uaf+2 2+2 1+4 1+4 2+2 oijb a',
    ipv6: 'ge18h0veo 1',
  },
  {
    // Hostinger
    ipv4:
      '2xvk+40 g+1s 1l 12+5c 66w+4 fu 4vj9 bf+3 1j 6t+4 dof zo38+74 ecg+8 3a8 2+2 6gp 9+8 7 g+g 14+8 7gqs+4 ' +
      'alb aqzo+4 qs+4 38+4 2g+2 5a+2 cxq+2 q+4 b4+4 hs+4 hs+4 a8+4 78+4 4c+4 30 2 4+4 ho+2 m+4 8+4 fc+4 ' +
      '6i0+4 g0+4 c5 2a+4 5a rv+2 14g+2 1 h0+4 14s+2 4y 1 nzx+4 22g+8 yeg+8 w+20 lr94+14 8+g 9s00+1s ' +
      '477k+lc 5ce8+74 1j4w 1+u 3+8 1 1+6 1+b i 5+8 14np uqk 3ind+4 1gdc+1s qg+8 g+8 1s+1c gew+w dc0+g 8+o ' +
      '3a8+g ao+a 2+2 12ay+4 tx4 1ecn+4 4g+g z1o+4 gv2 b+4 b+2 2 k+2 3tgc+g g+8 2g+g tdg+4 8+8 9+5 4+2 d+2 ' +
      'q 2+2 3+3 2+2 4+3 7 2+2 1 1+2 6+2 4+2 3 1 7 2 8 6+3 1+3 j+3 9+8 4 2 m+4 h 4+2 2+2 1s+2 c+2 l h a+2 i ' +
      '13+2 f 2r8q+w 1fe8+o 20+o plf 19s+4 qk2+2 1+5 2+3 3+2 5+11 c02+8 e3v4+4 7x2s+g ds4+4 18q55+4 2 1+7 ' +
      '4y8w+g cps+w g+4 4+8 40+g sa8+o w+1k 20n4+1s 2o8+1w 1+1f 1mv4+g h44+4 1l4+1s hb9 1 31vc+w 24ts+g ' +
      'lfl+f 5c+g 42n4+g 3k+g 1zhs+g 4kec 90cb+g 26ts+1s besg+w 1ge8+g 1nho+2 t q 3nf1+2 8+2 1i+2 4him ' +
      '3q5+4 9qg+2 3zi+4 5aw+4 o+4 2j4 bo+2 17n 2mc o q7+4 fo+4 c4+4 44 ot 3t+4 a9 8i+4 2v4+2 282+2 cy+4 ' +
      '13o+4 rw+4 2e p 2 8u+2 7d 8a+4 4+2 13k vl+4 ys+4 2 5l ct 135+4 fy 15t tn 1qtb+g 45s+74 934+3f 1+3o ' +
      'e8+74 2dls+2 32cf t l+2 1+2 5 28 e 22 9 6 sk+4 8+4 2 d 11+2 6+4 m 3f+8 md0+g og+8 1ps2 4kd+2 70 n1+4 ' +
      '2ap k46+4 1f 1mw+4 6lk+2 aa+w bfg+4 16i+2 1m+2 3to+2 1 2m 10h+4 3pk+2 ta+4 al4 9un+g 7k+g 1w+4 62k 1 ' +
      '5 8fn+8 ag8+1s et6+2 dqd 16+4 3yo+g 6gls+g 8k0+g ids+g 80g+g 9n4+5 f38r+8 77q+2 97k+w 4c0+4 1j7g+4 ' +
      'bqo+4 3yd 6+2 e+2 j 1py 4i47+8 13k+w 8q8+g psg+g 7i28',
    ipv6: 'gdastxafa 49djqwp+8u 3ju 11cq',
  },
  {
    // Hostkey
    ipv4:
      '2yja 14 60i+2 444k+8 kn bq5 8lm 6wr+2 1mi 8dv 4bm zg13 4+2 9 14 gc t4u+4 973s 7vcn+4 1ifm 1 1 iv+2 ' +
      '63 atm 33h+4 oo 7g+2 c 1g1 6p8 8h nj 6f w+2 63 16h x6 2g xf 4t f7 4p 3l+2 ul 7gv 57+2 3 3 n 3 k h rc ' +
      'c76 1k 2d+4 1pg+8 se8 hfo lj0e+2 2ue2 ap0 n8r 28li+4 4+4 ja8+4 15jp 4ps 2h9i 3htw 1574 6501+3 11gq ' +
      '6+2 2+4 7 c+2 2+2 2 7 2+2 1+2 2 4 5 3 1 l 1+3 7 9+3 3+2 3 8 5 2 6+2 i 4+2 5 5 1wtn 4w 4i8 1tmj+4 djm ' +
      '1e3 1cvo 19 i j l 2 w 2 2x 2 s+2 1 8 2 2 2k s b 5q n+2 9 3 1y+2 p 2i c 1e k 20 q i 1+2 2r c a 4 47 4 ' +
      '1+2 15 d+3 i l 4 4u+2 241 3 f 3+8 1r 3 v 89+3 25+2 a 6+3 1 esf 4v8 3dxt tev d1y 12n 1zdb 5 3jb 8s9 ' +
      'nge 2 1oqi 9 s6 5p gqh+4 d+3 5 n 1 1+2 1 3+2 1 4 4 3 7 3+4 q 2+3 5 s l 3 2 8 c 1 11 2 d0s 2cr1 lgc ' +
      '2c2+2 1g0 m0 f3u 100l ke2 1haq ae4 3w3 8m 1b 12 bgew 91n+2 410 8zq iwl 1p7h 30u 79 36 1w6 x0 s 3tfe ' +
      '3 1bfk 1uye wa36 3+2 1 5 5 a 3 5+2 8 8ghs n 7 d8q+4 1we6 mxp 5s 1 h0w 1hm 1frm 2i6h xj7 1kk7+8 1nfa ' +
      '8v4 1+7 1nls+2 1 3fzx 1ckb 19 1n+3 3 4+4 4 31 4q 3x n 1 1 2+2 2+3 7+2 4 1+3 6+3 2 4 6+2 6 c 1 6z 2 4 ' +
      '1+2 2l 17+2 1+2 23+4 dk+2 a+2 9 o9w+4 2mv5 3j a 1+2 8 1j w 4w 6+3 9e+2 2+2 30+2 l59 138+2 1o+2 3 lb ' +
      '3x1 2s+2 2+2 1ygi+2 10p2 7p55+4 ruk c b 3u 46uc 13 r 1q h42 y h 10fn 3r+2 4 14sp 3wnu 39s6 16d8 8 ' +
      '10o3 2oxs k9y+4 az2l h5s 3jf 64 4m 2cm 6re+4 2sk 933+4 6a4 ay lf 8kp ct 102+2 8w 2kw+2 2g ao py 4g+4 ' +
      'ik p3 7+2 nx il 1dry+4 26al fdl 82 ol a2 19w+2 lna+2 2xi2 25 we 1g7w 9ai 400 h5y 1ul 1at 2q6 fk hw ' +
      '87b+2 3z1 10i+2 2x7 i 4p i o6j 3+2 1hz+2 740 1 1aa 1rg 1jt 2p+2 oy z 4om 1 8n 2+2 4x l 521 4bm 2ft+2 ' +
      '3cw+2 g+2 34g+2 g+2 bca 1vf+2 2+2 4hm 2gf+2 2km ll 3r 4gp 606 77r c 52h oz+2 ar8 1zb 3sc 4asz 4kmg+2 ' +
      'f8m+4 2f2h 1vu8 1j9+4 1t1h 5 n 1txl+2 b4e 4+2 511q ah1+4 6jp 15g+2 gj0 7 2 5k 8w3+4 13ou 3mad 126d ' +
      '3bu nja 74tj 2+2 3 3 a 6 a 2',
    ipv6:
      'ch1hg5957 2cd83ihys+1ekg 1k5t1ai9s+1ekg 74+74 47b4+1ekg bm9svm1 3idwh0m+g 4binp34+g 1zb8kcg ' +
      '2kgl2i7+b8jk',
  },
  {
    // Huawei Cloud
    ipv4:
      '1wqo+74 74+e8 g80+w i1c0+u 2+w i340+3k tc0+1s krwg+3k 1j7w+4 4mw+4 z8+4 9w+4 2ghw+4 l0+8 10g+4 ks+1s ' +
      '2w+8 1nxs+w 2ubk+1s lc+w g+1c g+f gjnl+74 311c+w p8ww+3k 3gg0+3k 5pqk 2zeb+1s 6g0w+w 5mo+1s xkw+1s ' +
      '8qbk+74 74+74 1340+44 4+o 1mvs+4 1p4+4 5rb sq8+2 1 4sk+2 9e+4 2vw+4 8nnk+74 12rk+1s 5c+1s 1k+8 ' +
      'l6o+3k 5kw+1s 2e4g+ak 3+g1 8+8 8+14 1s68+w hs+1s wv4+w cg+80 w+28 h2o+42 2+c g+28 940+g w+g 1i8+74 ' +
      '1k3k+3k 3k+74 2dc+2o w+o mso+1s 2e9s+74 sg+g 2+5s 1+o 1+4 ps+g 34+g g+1s w+g 20+8 1kw0+74 1ce8+e8 ' +
      'al4+8 8+8 o+8 y40+1s 80+w k90+1o 4+1o 143k+74 114w+3k f40+ds 8+6 1s2+74 vwg+1s js5c+40 g+1s tk4+w ' +
      'c+28 9wu8+1s 2ncw+3k 1vnk+w cm8+3k 5u6o+g dc+2 m6+w qkg+w 2ud2+2 lk+g g+1s b4+g 44w+g 3kyo+66 2+w ' +
      '9o00+1s dqio+w 5t7k+1s 37cw+1s 104g+3k 3e2g+4 1mca 26rt+1s 2i3 g kzn+1s 3nk+1s 57k+w 1r9c+1s fd40+g ' +
      '1efk+1s ihk+8 159s+g 8ms+3 bwyx+w 2l5s+1s 7i9s+3k',
    ipv6:
      'e1fmpwav4+eb fh 5r 74 e6+74 73+e9 e8+i dq+e9 g+2 d db+4 70+78 e4+m 6i+74 sg+s 4+2 da+16p e7+e9 sf+2 ' +
      'e6+ee e2+ee e2+kjk cn4+74 268+e8 3kqqakg+1ekg 2pizvgg+35s 2pz4+1eki 1joenobtq 45doe8v+1ekg',
  },
  {
    // Hydra Communications
    ipv4:
      '2ylb 5td 556e+2 1+5 537 z7rm 47 8iw k+4 85yp+2 bjl7+2 dal 35i 1ew+2 qzj cvg 2o+2 peq+4 356+2 4vw0 ' +
      '1kxw 9k2+4 4+4 4+4 eui4 1 2uth+4 8+4 sz0+4 kao+4 4+4 5698+4 1+3 bnhy l+4 1r 1ja7 b i e 7 7ii+8 ' +
      '1dnw+4 sf 1xqs+2 6zm+g t9w 2r ow9 1w 5h 1b j bfy+2 apt 6d 2m 3bnb 13+4 163e 12i 4jt zs edf+4 9s8+4 ' +
      '4+2 62+4 9p m m l+2 9e 9k 19dk 2gxo 1+2 27v dc+4 51 2+4 f4+4 2w+4 44+2 i6 at a7+2 lu+2 o+3 sit+g c+4 ' +
      '30td 21dh 4pj 4j 19 epsj yrd 6jmg+7 81+8 kz4 ao2 5 5 2 1 q4dz 2 94rf 8hm7 p8d 6d6d 21pk 67m6 71 2yfy ' +
      'izjz d 1oll 1h 14 bd8o+4 2rbi 4yp+b 1+4 8jek+4 2jg+4 2ek+4 1w4+4 14k+4 3f0+4 aio 1bb+4 u8+4 1ms+4 ' +
      'lo+4 4aw+4 89k+3 2nn gd+4 1g4+4 3js+4 2w+4 1nq+2 4066 jl zo 3x2+8 7 67 28 n b+2 2g 4tax 127z+4 e3q ' +
      '3x5+2 a9y+4 pu2+2 e+2 7dw+8 1150+2 3zl jsk+4 czx+3 1+3 8+4 5hg+2 1 nwbk+4 tdj 720+4 52p4+4 fak+8 bc ' +
      '1+6 1+7',
    ipv6:
      'gdaozxcld 2kph4u+1ekg bucrgg+1ekg 1xpmku8+l 2+15 g+1ei8 85is29e 8f9r0cz+4 42uganq+b8jk 3f6ohds+b8jk ' +
      '3e58075',
  },
  {
    // IONOS
    ipv4:
      '8ecw+g zj28+w w+1s krt4+8 5nc0+g hkgw+8 8+8 3lbc+4 25qc+8 o0+4 8+4 14+4 1c+4 g+4 s+4 4+8 1m28+8 ' +
      '1vps+8 1bzk+g 6ka8+74 3fuo+3k 1s68+8 170g+8 2deo+g tni q9+4 1cwc+74 b9c+74 3zzs+4 5qi 3 1 4n+4 2w+1c ' +
      'g+4f 27ep+74 1yo0+1s 6dhc+g io+8 1ogg+8 eb90+4 5cw+4 72g+4 56h4+g 1p0w+1s 1upew+8 7plk+8 6f8+4 ' +
      'l794+8 9qde 2ap+4 69g+4 1lo+4 bog+4 1dk+4 va zp+c 6g 63v+4 1vo+4 bbc+4 3n0+4 8u49 p6v 27z 2dds 5tx+2 ' +
      '1im+8 4+g g+g o+8 o+8 w+g g+g m4w+w 4hm8+g zk0+g ebs8+8 4on4+1s io0+74 1268+w 19c+w ee8 43y7+g 4v4+g ' +
      'fgg+g 38+2 my+w fa8+c 1+c 1+2 1 2+7 1+6 1+2 1+m 2+g 1+5 1+6 2+4 3+a 2+3 f+9 1+5 2+h 1+a 1+l 1+9 1 ' +
      '1+8 1+5 1+9 1+9 zk+74 2r4+g',
    ipv6:
      'ch1io5pfk+1ekg 9r7n rgykc+1ekg 2cjsnhfk1 gutbzy+72 2+1edc 1joyoi328+1ekg 1h5qjuo+1ekg b5qf40+1ekg ' +
      '28j5c74+b8jk 7r4oxky+e 8pe7z74+b8jk 1or7u9s+b8jk 1nd9vcw+b8jk 2lrvitc+b8jk',
  },
  {
    // IP Volume
    ipv4: '1rzdq 1ip 1csrz+7 5+4 djyo+g 376c 20er+8 10b4+g 20g14+4 kct6 zsm3',
    ipv6: 'gdek919mo+pa8',
  },
  {
    // IT7 Networks
    ipv4:
      'wrmo+w 4ao+w 4g+k 4+8 ssg+2 3 2+8 s1k4+4 1te0+w 328+28 2dc8+4 o8sk+w 1bia+6 9 1a+18 1o5g+g 2ts+g ' +
      '1xow+g 1ds+w bk+w 2dc+w 129s+g 1f3k 1+e 4hk+8 6lyo+4 dg+8 6c+4 hqg+w 8ndc+g cemo+g 5gf4+8 8+8 4+4 ' +
      'zgk+4 1qk8+g 10w+w 2ho+4 now+g 1i6o+w w+4 k+8 8+8 1tz4+g 7ueo+8 34+4 i38+g 9g+8 4o4+8 1bs+g 6hk+4 ' +
      '8k+c 1+j 5y8+1s 5s+g 20+8 3ds+g 8o+8 5k+8 1c+8 2c+4 3v4g+g 40+g 178xs+w 4wu8 7+4 2zx0+3k qbc+8 8u1k ' +
      '1+2 gosg+c 1hs+8 50w+4 no+8 d70w+c 1+3 kg+4 4s+1s 27ao+g trk+g 2q80+1s 2zxs+g 8i34+g 1gds+4 3x8 1+2 ' +
      '14w+4 1a8+4 5c8+4 8weo+8 yds+g 7a98+4 sts+g 8+4 ilo+8 j1w+4 ae8+8 2cg+8 2kk+4 6n90+4 367k+8 7nqo+w ' +
      '5h2o+g',
    ipv6: 'ch1hg59f9 2cjhvu2ve+1ekg',
  },
  {
    // Interserver
    ipv4:
      '349x 5683 5i 19xqz 91kg ehu 2z 9rn c43+2 13e+4 k+4 60y6+2 2+2 ijn idio rqz+w 2tuo+g 4c0+w zj8+2 4ii ' +
      '4 179m+g 11s+g 1500+g j7k+i 1+d uk0+8 vc+8 4+4 6dao+w x2i+2 fkjv 2rpb 246h 7jp 35t3 x19 1snr 3v0a ' +
      '9ri1 gdh+4 j38+8 zn4+8 3tye 6hf 1 1fmh 1ibq tqso te1+3 68ne 9t1z 3 1u b6fq 3axg+4 8+k 21w0+8 4s+8 ' +
      '3qw+4 8vs 2pn7+8 2cl 1e4e+2 2+4 4+2 4y9e+8 vk9 3 4 3+2 hs+w kx3 ers+4 1o rz+8 4y8+8 28+8 v4+8 1dmo+w ' +
      '52yx 8sja+g 240+g 2zo+2 2+2 4+2 ufk+g ffv0 kyv 8uor+8 hn7 8b1 22j3 nn2 rzz 4dlr+8 1d3m s79+8 5drf ' +
      'g1o+8 2h68+w nk0+g qdm 22y5+8 1vi8+g 3xbv 1l19+2 3kol+4 k+3 qr9+g bxc+a 1+4 18a+7 1cts+g',
    ipv6:
      'et8clejnk+mh34 3mosyyo+74 2497xmo+76 1+1ed9 1k7r8fs3k+b8jk 9fqwo90 1xu7 3p47 2f99 dv9ced+1ekg ' +
      '8mcjgu8+1ekg m5ukg+b8jk 5eguf4+b8jk 4zhgcg+b8jk j7en7k+b8jk 5tgxdv jyhvg+b8jk m4adq8+b8jk ' +
      'lwsoow+b8jk fljx8g+b8jk 2117vgg+b8jk 2ddpt01 10f0pgu+b8jk s31ngg+b8jk 13gw6xs+g',
  },
  {
    // Kamatera
    ipv4:
      '34vq 4vnh+4 1hnox+2 1vet 1+3 1+a 4bt 1oe+4 6vk+4 tg+4 3f4+4 po+4 j2g+2 6ae8 2z1h+4 g16w+5 356r+2 1+2 ' +
      '1+3 1+6 bk48+4 1mco 44ob u 18qo+3 1p+2 2d5u+3 3wu4 z r+3 5 6+6 o 2 b392 45a 1u 23fk dkgq+4 1es+4 ' +
      '6ch+3 1mo+3 6vl+3 b5+4 1m8 1 ky+3 2o+4 4o8+4 dns+4 8zs+4 4s+4 27k+4 q14+2 luc+2 2rh bf7i+4 10+4 ' +
      '1eek+4 25n7+6 1+4 z 2 sl26 3ifw+2 5 49vy 18u6 4m 2dcx 128p 1j 2 1ync 1 217j+2 a179 fmyv 1g h8i 6r ' +
      '5h1i 2 34mh q24 h4wh 1 17m+3 egs+4 2j4 1 xh+4 2wb 1lg+4 2p0+4 7uo+2 1b2+4 hc+2 1 1ew+4 28+4 1zk+4 ' +
      '9foe+2 n9n q14+4 ofc 6v+3 f3j+2 e+2 6dg+2 c+2 133k+2 u+2 tof+3 30nc f1 5zl+2 17wy+2 1 18f8+2 7zkp 6 ' +
      '4f2 2hbi 1+2 3 348g+2 1 3ong+2 5qa+3',
    ipv6:
      'e17lt5340+1ekg 1xpmku8+1ekg 27u7rb4+1ekg s2cofkzl+2 2+4 4b1765z 267 73 35r 1k5ia9gjj sf 267 sf 73 73 ' +
      '2rj wo5zi7+4 4',
  },
  {
    // Leaseweb
    ipv4:
      '349w 4v+2 e6 483v+g 3kg+1s k2w+4 oe6s+14 1 2+4 8+1s 4+c 8+c 1 2+g 8+k 2 5+k 4+4 4+c 1kd aaa+7s 8+8 ' +
      '8+2w 8+3s 8+4 4+o 8+g 8+8 4+30 4+2c c+4 g+g g+1o 4+g 3zk+81 3+c 8+3s 1s+14 4+1g o+8 w+g 4+18 8+8 ' +
      '8+94 w+8 4+g 4+20 4+4 g+w 74+74 c+4 6k+4 askg+8 4xo 2i a 4g w 6+2 3 2 2t 1 10 1+2 t 8 3+3 3 3 37 2 ' +
      '36 4 3+4 2 1+2 4 842m+8 8i8+4 o4+1s 1ww+g 3fc+8 1zb9+2 8 2 2 2 x+2 8+2 7+2 6+2 cjt+2 w+2 o q de+2 ' +
      '1c0+2 1kev 5u+8 5ev5 j8+2 1hsh 1 rc+4 2o 2 45 4rf+4 5p 9+2 1 5n6 2m1 3g f7 dj+3 2x 6g 6y+2 7 dd dv+3 ' +
      '1t+4 1h 4m+3 25+4 5t i+2 4jt ci+2 wm+2 w7 1d 8h 58+4 1o 1 2+3 3c+2 53 46+4 ar 9d 2q 9o+3 2d i 1+3 2 ' +
      '6o 7f+4 50 2 6g+4 53 2x 2e+4 if 15+2 aj+2 2t+2 1x+4 24+4 q7 1 1 9l 1+3 6+4 1s+2 1 5c+4 2n o+4 3x+3 d ' +
      '5u+4 9k 1+2 28+4 8u 5x+4 1k+4 mda+2 tdc+1s 394+8 3wb 3 4 5 2 45 k 5 miwx+w 1zts+w b1e 1+8 4+4 8+4 ' +
      '8+c 4+8 1 2+2 2+4 2 d+c 2 1+4 b+5 24g+w eje 3 46v+2 2t+3 mtc 1fsr+4 5g+4 i 1+3 1zvt 7+2 2ilq 7 3 2+3 ' +
      '3 2+2 1 2 2qm 2fy+4 mhu 1 3 4 2u98+2 1+b 5 4yi+4 c+4 4+4 4+8 8+4 4+4 2c+4 72k5 tvi+2 2a7+2 1+d 1+2 ' +
      '1+b zkw+w 1gtt+2 1+4 tns+g 25w+4 y8s vn 1 3s5+w 2fy fl rhr+w l3a j+3 1m 4l c g+2 5n 14+2 7c+2 72+2 ' +
      '6b q+2 68 t+2 e5+3 1qh la e4a+w 7co nx 7k9+w 15n0+4 eo+1s ejm 9tp+w 3z4+2 c+2 3k+2 c+4 s+2 u+2 7f4 ' +
      '1d 12yl+74 11tv 50c+g 2tf4+8 2c0o+1s jpc+4 187 1+3 2040+g 2yo 30 4 2y bow+i 2sf 62 gh+2 259 c dv 2yx ' +
      'p4 k x y 2j8 fzl+2 4+2 6+2 g+2 u+2 s+2 875 1 3 13v 7m of1 14z 7+4 k7k iuf+4 i0o 9t3+1s k2a cnl+2 ' +
      '1056+w 8cg+74 ak9 2g 9wcq 2qg+2 2cj 2a4+4 yu+2 20o+4 vg+4 84a 3th+3 1uh 5j 2c cc 4p 1m1 l5 234 4uf ' +
      '2ag 3fy+2 cm+3 3jv 1h8+4 1e5r+2 1 6 74 4 3 5+2 4+2 1 4 p c s 4jrc+g kw+4 1 2+g 8+8 8+g 6 1+8 g+4 2 ' +
      '5+4 4+9 7 3+s 4+4 5+3 4+c 1 1 4+8 4+k 4+7 4 mmc+4 4+8 4+4 4+w c+c 4+c 4+4 8+c 1s0+4 y+2 6+2a w+w ' +
      'rbd+7 1l+2 kwa 1 52 bqb 10mr2 3 1 1 k 1j 1 1 2 4d9h 2j0i 6rl+2 zsc 24 ucc+8 8+4 4+s 4+4 c+8 8+g 8+8 ' +
      '8+o 8+g 8+g 8+1c 3sg 7 11 3 5 8 c o7d+o 8+k 4+3x 3+g 8+8 4+c 2r6y+2 1e66 2 5 1 3 1 1 6de+8 3x1 gir 4 ' +
      '1c5k wfk+74 qs2 1+2 1 5+2 i a h6m d45 3yjy+2 mn 50 jlw ef8+o 4+8 4+k 4+k 4+k 4+4 4+g 4+k 4+o 4+k ' +
      '4+14 1y1e 1xx 8b e 28y 1g5+2 g 6l+2 5em6 2tcz+4 141t 2ure+8 1sc+4 9z 7zm 27lf+2 3w5a 3f+2 1 veg iim ' +
      'm lfj 1 38lj+2 3j 1qsz 54 1nx+2 ki+2 dg 3 b s43+w g+8 8+c 4+1o 4+s 4+4 4+o 8+w 1z4 3 ln+s k+k 8+4 ' +
      'g+o 8+w 8+8 g+4 s+8 153c+8 o+s 4+4 8+4 c+8 6+4 3 4+2 1+7 51c+o c+4 6 1+8 c+g 4+2 2+4 4+4 8+g 8+s 8+4 ' +
      '4+8 k+4 2+2 4+8 4+4 4+g ays+4 2+8 2 2 g+4 a+2 35ck+4 1fy+2 1uo+4 lrd 1oki+a 1 2+2 sio+3k h74 1 dcj ' +
      '26 84zi zf+4 ks+4 2c+4 k+4 10+4 9x 13e+3 1t 30 km+4 io nv+4 vk+2 1 122+2 92 9h+4 1c gr+4 hk 1r7 ' +
      '19b+4 tw+4 dc+3 48z dh l6 70+4 ac u 188+2 2tu+3 41 dy ud+3 bg+4 1vs+2 wm+4 1ys 44+2 1nz xp+4 lc 1 ' +
      '3n+2 3uk+4 23v 95 lf wq 1+2 j0 2 1hq 1p+4 xd 1vy+4 1ss+4 3doq 489p c a 1 3 1v 1f ss d+2 e 3o+2 5 6 b ' +
      '1dkv+8 d74+6 iz 1z cdi+g 19+3 1s0+g r+5 4gg 1o j 31 eg 1b 1y a 2n 7i 2rj+2 bw a7 1c+2 xk d 6 1h2 ' +
      'bb+2 t h q+2 6+2 71 2i 3r 2z3+4 963 ay8+4 20 tq 2sb bvk+4 o4 s9 21q 1pt 3x3 r4 t ip+3 10l t h rt 2bp ' +
      '2 4 4 nl dbs+2 4jy+2 3s3 cgm+4 9oq 5j9+2 641 4u 1m3+2 9wa 2wm+3 6a6 1xb+2 8b2+2 3t 2x56+8 1cf9 8 ' +
      '8ap+8 1vd+2 21t+4 8so+8 2h4+8 a7k+8 2jc+4 8n8+5 1+2 198+4 388e gne sq2 2gqq+3 22n3 1 pxo+g 3f8+2 e+4 ' +
      'g8o+1s 10n4+1s g3s+4 146i 3l3 30h+w 1hc+1k 3xmw+k 4y4+w 1xc+6 1+2 2 1+3 ac0+w 7y8 1ffb 2 c9g+2 6+2 ' +
      '4+2 3cj 1os+w 303l 2 1 2+4 2z7+1s 35c+g ss6 c4h 653+g',
    ipv6:
      'ch1i0focs 22n5rn 3m4idb+dg0 1+114f 5kv7k+1ekg 1k7hl0ni8+1ekg 5vmuw4i s06fnhlp+1ekg 2qwxudc+1ekg ' +
      'm22bcw+1ekg ko4cg0+1ekg 2ovwb9c+1ekg 1ekg+47pe 1eke+2t4w 1jotqxgjk+1ekg iqifb4 ld4qgz 18 2 k 9 h ' +
      '4b+2 g9c qgntf0 1ex2wv+74 146524g+1ekg 90ledc+b8jk onfocg+1ekg a9fcw+2t4w 7o6ww0+23uo 6qrthc+35s ' +
      '1ldczk2 59l9fh+1ekg 64ym0w+1ekg gm1a80+g eww6b4+cn4 9zl14w+2 5m9rzy+1ekg 7gagw 3 17u7ugr 22wydb ' +
      '1+b8ji 68fmkg+b8jk 15qznk0+6 1+a 1+1ejy 47pc+5m9s 2mkwlc+b8jk 1mbte6a 52 7f 1e8b 47qq x g 3s xwq ' +
      '1nqzx0+1ekg 8e4hsz 2ml8+1ekg 1ntclc+b8jk tehq0w+b8jk 1g4mps+1ekg 1pxxy4g+b8jk 32a8b6z ghi g 1e d i ' +
      '1ego+1ekg pbcqgw+b8jk 27liio+b8jk nx7qps+b8jk 2rkpa8+b8jk fqjpxc+b8jk 480kjk+b8jk 2p2sxu t 5m9z 27 ' +
      '1ehk 1elu g x g g 2v 2 1ehv 1doy m6satg+b8jk 2f6n5z4+b8jk 14ajsao+b8jk db6s5u tu8 h5o 47i8 1ema x 1a ' +
      '2y+2 i 4k2 19so+1ekg agrfnl+2 14futj1+70u8 dl92ww+b8jk 1e55de9 7yxl 1v1b m g x 1r 3 2w 1e9q 1b4u5t ' +
      '47pb g x x znflvb+b8jk cccb9c+1ekg bsbpxe 9d f f f 1e9n+1ekg 13vkep 1i m 4g 47l1 8a 7rsu4w 1e x 4ri ' +
      'w8489+b8jk 2ca3m 3a 7c2na+b8jk 9ocu8+b8jk 4ok5c+b8jk eo5j4+b8jk 4ok5c+b8jk 9ocu8+b8jk w5g6b mq 10w ' +
      '8k 15x8 6iv 4ye4e+74 1+1wp 1+2xn 1+11y9 7kq 72+24a 1+1c90 2t4w+g 1+f 1+u 1+1eio 1sqc5c+b8jk ' +
      'w5fy8+b8jk 9ocu8+b8jk 9ocu8+b8jk w6uio+1ekg 2f37k+b8jk 4ok5c+b8jk 26nsw+b8jk hfw37 4pyh8+b8jk ' +
      '4ok5c+b8jk 13n4zk+b8jk jny80+b8jk 1q483k 5m9r+1ekg 1emt g 1ehl+1ekg 34270g+b8jk 8vbrpc+b8jk 5lyjgj 1 ' +
      '2t4r 5mb5 1e 1dti 13ok82+b8jk 1imj28+b8jk 9msni8+b8jk 9msni8+b8jk 1nmbr4+b8jk 203thc+b8jk 4ok5c+b8jk ' +
      'eo5j4+b8jk 1dmqdc+b8jk 4ok5c+b8jk 9prfm 70t9+1ekg 2 w f g 57 28267+2 1d 2t4v 2r h1 me9du+b8jk ' +
      'h61vk+b8jk 7c2rk+1ekg 1elv g x g g y02 9t104+1ekg 47r8 57 1eml 1m 4zsgb 1ei1 jtkj7 g qj0 2ecmm+1ekg ' +
      'jrkutc+b8jk 9ocu8+b8jk tnjls+b8jk eo5j4+b8jk d8ndhc+b8jk 7evwg+1ekg 9preo+6 18y67u+b8jk k3vbpc+b8jk ' +
      'sfj56o+b8jk 63ftvk+b8jk 60xxj4+b8jk r5nb4+g gptj8w+b8jk eo5j4+b8jk e2rrwg+1ekg bpttkw+b8jk ' +
      '6nf0n4+b8jk i5y60w+b8jk 3bjw1s+b8jk 3vj2tc+b8jk n38ykg+2t4w 1ekx 47r7 g 92w9sp+b8jk 2a3ev4+b8jk ' +
      '6if7z6 g g 4ibeez+35s 4ibbb5+2 1qfgn1+b8jk 1g4mpt 8few 6 g g 1e 49 3kh 5jjch9+b8jk 4ok5c+b8jk ' +
      '4ok5c+b8jk 4ok5c+b8jk eo5j4+b8jk 1158n4+b8jk 5yg16o+b8jk 54h91c+b8jk 9ocu8+b8jk 7wd6v4+b8jk ' +
      '18mxog+b8jk 18mxog+b8jk 2wsxg5 g 5l fc gs2zmy 1e 70qw+1ekg 27obnk+b8jk 1nmbr4+b8jk jny80+b8jk 27vci2 ' +
      '14 g g ox 6ngeg8+b8jk jny80+b8jk udhpfk+1ekg',
  },
  {
    // Limestone Networks
    ipv4:
      '17rnn 3he 8i7a 1e1f 395 2a 1h+2 1ml 6y+2 10+2 1iq+2 4h2 6 2 gp 56y 5c hsf+4 fp+7 98v4 3h0+2 1x7w ' +
      'm7cd 12i6+w se8+1r 3jby 47du+1s 6hc0+1s 42f4+2 91y+4 rsq+2 3uo+4 5tqb 1sus+4 92q vi9 2 2ri7 o f e3e ' +
      '3egp 1 uf0 3 f 5 1 r 5 6 e r e 1 7 b g+2 8 c 9 2+2 8 b h 7 s h 8 1 n 2+2 5 3 h 5 d 18 8 2uiy nyd a7 ' +
      '22vw 2l9+2 1jtd cdlc+2 11zk5 6udr 73t1 6b3m 1od5 1zmp 696p bn 34p1+2 th 1qa cawz+4 iyws 284z+4 51+3 ' +
      'a9to+2 d2e+2 6y6 1za 9lgc+g nby 29i lhj+3 2ah 2 36 ng1 73d 3x+3 1ke 5kd 1 12d jq67+1s 5301 d 6b8w+g ' +
      'jwg+w',
    ipv6: 'ch1hg594c 2ckfajg5v+1ekg 1bd32rr5+2 1iwtps742+4 9gbbqp1 4m9gq4l+6 7sv2zly',
  },
  {
    // Linode
    ipv4:
      'wt8w+g t0g+w trs0+3k 4hs+1s 4g0+3b 1+35 3+k 7lw+4 70c8+1s msuo+g abk+w 3kb 3rlg+w 3e1c+g 3va8+w ' +
      '7r6c+4 71y4+4 dlk+8 3s2o+8 bhk0+w 1atc+g 7uss+4 550+4 1ly0+w 7k0+68 ils+g 7ds+w 64o0+g w20+4 ' +
      '15mn8+74 3cw+74 2wg+w 4vg0+74 cau0+8 fc4w+4 b2wc+3k 2cjk 3+e4 ow0+2g 8+kg w+4 2 1+5 1+5 1+a 2+w0 ' +
      '1cow+w 4yo+1s 34o0+w 2xa8+1s 9evw+4 a2k0+w 1a8+g w+g 5hs+8 eko+g 311s+g 28+g g+g 7fk+w 4nmo+w 33k+g ' +
      'jnhk+8 4+c 7qg+4 12z8+4 n04+4 9wo+4',
    ipv6: 'e14yui1vk+b8jk s1mg84cg+nvnk 1erk+2rk 1bls+cn40 1k6wym41s+70u8 1av9zeo',
  },
  {
    // M247
    ipv4:
      '347k+4 3n 3o+4 10+4 4w+4 x e+4 5s+2 44ys 36d+4 j0k+4 3 c+c 4+8 g+w 4+c 8+8 4ga 6s 2w+4 3c+2 ay+4 dlc ' +
      '2w 3u+2 i+4 o1bo 1p z 4 11 19 c+2 2 3 1c o 13z5 2w 6 d k x 9 3qk 1bon+2 8krm 1hf+4 3l 56 1zh 64a 35 ' +
      '8+a 1x 12+a 15+2 13 81+4 3s+a 6k+2 7v7 668+4 eg+4 4k+8 8p 5 a3c+6 6ac 78b8 6zk+5 25b+4 ov 9gi+2 ' +
      '4jo+w w+w 8+8 4+4 3ns qj 9j6 5ww+4 2pr gys+4 5zk+4 7ao+w 9ds+4 2+4 1 2 1+8 1+9 1 c+2 2+5 1+8 6+8 6+2 ' +
      '4+4 4+4 2+4 i+2 5 2+3 2+2 2+8 x+4 2+9 2 8+2 8+3 8+2 2+2 8 3 3ra+4 4o+4 20+8 58+4 1o+4 1c+4 38+4 5s+4 ' +
      '1o+4 3c+4 3k+4 1o+4 3g+4 1k+4 1s+4 3g+4 7i6+4 c+6 4+2 6+a 2+2 2+6 4+2 3+4 2+2 4 4 1m6v+4 4+4 usl ' +
      '4gau 1 c5 1 bd+4 1ldz 1+2 k 16 6p+4 c9 1e 6c+3 c+4 1o+2 1 60+4 24 7 5f+2 1 14+3 3md 5+2 ve g 16 6+2 ' +
      '5 d 11 l 5 r 7 8 6 5 7 2 7+2 i 3 3+2 3 12 16 1v m+2 d f a 2 3 pt 327 3+3 1+2 1 1gm 1 h 1 4h+4 11+3 ' +
      '1ax 2 1 4+2 3 2 2+3 1+2 1 1+2 1+2 2+2 4 1 3+2 3 1+2 3+2 1f8+4 15+3 3r 3c 2 4w+4 5t 1 20+4 3o 2 a ' +
      '2l+4 c+4 34+4 10+4 1u 95+4 14+4 d0+4 23 7s 4n+4 2o+4 b9 x 1q 1x+4 1h+3 36 m 3yu dz 1 195 wj+4 e1+3 ' +
      's+2 1y 13+4 5u br+2 1w 1m 4+4 2g 3p+2 6p 8q+4 2f 2s+4 ag+2 4z de+3 hp+4 5w+4 68+5 1+2 9c g 6+4 2m al ' +
      '1l 51+3 8i+2 a1+4 5j 2w+5 1 c1+4 40 n+4 6y+2 7ip g l9 afj+4 7p0 n3 cv8 2o ftr 3t5+4 3g+4 4+4 4+4 o+2 ' +
      'd 1q+2 4+2 k+2 8+2 o 3+2 20+4 4+4 4+4 54jn x k4 97 9 2+2 7 6 j z 1k3k+4 4+4 6h5 17ka 80g3+2o 5m5s ' +
      '1p2 5pc+4 5eo+4 bp2+2 9+3 a+2 1b 4o9 zq0+2 v7y+6 8+8 77y+2 d2 4rl+4 4+2 4+2 19e+2 iek+4 460 1zsj+2 ' +
      '2wd 68+2 f8+2 pop 1q7+f 198p 2 8 jc 1+9 1+2 39j 3 a 2i 12b8+2 w+8 14+4 g+4 8+4 4+4 8+4 5i+2 46+2 2+2 ' +
      '1e+2 a+2 i88+4 hbv f9t 3d7t 38a1+3 5do+4 igc+4 38yc+c c+3 1+m 3 2 4 2+4 8+8 1+n 8vm 11 2 2 bj+2 k+4 ' +
      '44+4 teo 1+m 4+4 24w+2 2+2 1+3 1 1 1 5tc+4 48+4 hb9 2 1 4 e f 1m g 1fex+4 29w+2 4+2 c+2 c+2 2+2 a+2 ' +
      '14oh uq+4 3h2 gn+2 4+2 8+2 x+3 a+2 1g+4 24+2 1m+8 1c+2 1167 8 c2r eh+8 dh8+4 1gr 2aw 1l+2 2+2 13 w ' +
      '1+2 s n+2 o+2 e+2 a+2 14+2 2+2 u+8 ize 7+2 1c+2 j m 75 k+6 5n f v 25 3s 6 6n c 45 2n 7c ak h+2 1+2 ' +
      '3c 1lr 1yl+2 aoi+g 3hk 1 3zj 2gk 5v 5 4 agp+2 szu 1+2 994 1 2+3 1d0+4 49z+2 1 b 8 98i 4r9+2 8sq 6 2 ' +
      'c+5 a+2 i 2 2 7+2 1 5 2+3 1+3 a 18 2 1 1+3 c 1+2 z+3 5 1+2 1 1 1+2 2+4 1+7 1+3 4+4 sr 1 a 4 j+2 2 ' +
      '2+4 2 3 7+2 2+2 a+2 2+2 2 1+5 5 2 3 5 4+4 2 6 7+3 2+2 2+2 2+2 2+3 1+6 c+2 1q+2 aa+5 1+2 1f6 1r+2 ' +
      '13k4+4 104 b+4 4+4 2fw+4 m0c 13+2 2q 3b+8 1s+8 14+4 10+4 3 g+8 4+2 2m+2 12+4 2v f87 ml 9 90 123 1+2 ' +
      'gra+2 4nc+4 8es 2 b 11 f 6y a 16 9+2 1 2 c h a 3+2 5 3p x 1c 18i8 4v6+4 qmd 1a6y+4 e4+2 1 c 1 3+2 ' +
      '8+2 1 2 1 1 4 a 5+2 s+2 1 3+2 6+3 g an+4 2o+5 2j+4 dkg+2 1 88 13 1n 22 4i 3n+2 cw 1 41 6a 7w+4 90 u ' +
      'x 23+3 l+2 c 1q cu 7z+2 2h+2 2r 1m+4 2 27 3p 2l 11+4 a 39+3 1 9 1z 4r dhv 13 1o 1f 2w h 5 1t 5+4 ' +
      '1gk+4 hhp 4x2+2 1+2 1 1 2+2 2 2 3+2 1+6 1 2 1 1 1+2 3 1+3 1 2 1+2 1+2 1 22o+4 4+2 1xri+5 1 6f5+8 7r ' +
      '30 27 m 8 1ev+4 1g+2 1 14+4 3ec 7 u 8ik+4 6o+4 9y+2 h0+4 hb 9e+2 148+2 18+2 1w+4 du+2 1u+2 1sk+4 h+3 ' +
      '5c+4 81 is a7 j+2 7q fw 3y 9+2 d 3g+4 fz+4 19+2 4k 1+2 1w 3+2 58 9+2 5m+2 1w+4 4b 5t 4f 1u 7p 55+4 ' +
      '4u 17+2 58+4 100+8 1w+4 54+8 4+4 bpi+1e 27c hl 1en+4 k+6 4+2 i+4 2+2 81u+2 1j c+2 5 k+4 g+4 2i 5+2 4 ' +
      '7 2 k 2 2 2d+6 8+4 8+4 6+2 61 r5 3s+4 2k+4 44+6 1 oap 3q 9t+c omt 37 7w i r ys+2 2+4 b+4 f 1+o 2+a ' +
      '1+6 1+4 o+4 68e+6 2 2+2 1 1 d 2 1 2+4 6 2 2+4 o n+4 2x 4ti+4 10+2 1a1m+4 r 4bs 1rn+2 4+2 4+2 2+4 c+6 ' +
      '6+2 4+2 4+6 2+6 8+4 2+4 6+4 2f2+4 11wc+4 c+4 8+4 4+4 8+4 c+4 q 15+4 14+4 g+4 4+4 3o+4 k+4 d 1n b 7+2 ' +
      '6 3 4 2 a 446 3g0+4 jj 1 2+2 3 14+2 g+2 wu+8 6es+4 w+4 kmn 2 ckz 5+4 7y1x 3 2+6 1+3 5 5+3 hpg+2 6k 9 ' +
      'n c 8 2 g f 104+2 4 f+4 1+2 2+6 m 3+2 1+4 1 1+5 6 1+2 1+4 5 8 5+5 2 5u2 8 3 2 4 a ixd+4 87k 78+2 ' +
      'ch+4 1s+4 12n ks 2 8e6+2 eg ei 22o 4o 2po+2 8o+2 1o 5rr+2 734+2 2ro+2 168+4 5e v 2h9 cjz i4a 6z3 5 4 ' +
      '1o 7 a 7 9 m c r 14 15 2 1e 2 c 2 4 5 1 i 1x 1 2 d j 2+2 f afc 1 1 rm+7 1v8 6n 16g 2+8 8+8 e 2 w+4 ' +
      'v7+6 8 5 w 4+3 1b7 5 2 1 1+2 1 4+2 2 3 44 4 5+2 4j 2 k+2 c 6+2 4 e 6 3 1 r 6 4 11 6 n+2 h v n 3 5 1 ' +
      '5 7 9 3 1 b 1 1k 2 2+2 4 2 6 3 1 8 1 7 f m b 2+7 3+5 2+3 1+2 1og9+w 2o+5c 1s+3k 1y4i h k j 1hr4 13 ' +
      '20 42v 29 f 5 1 rj2+4 4o 7y5+2 49 ce8+4 2+4 8+2 6+4 4+2 2+2 24+6 cx 1 4+8 p 5cm+4 1 2+4 1 b 3 5 2 3 ' +
      '11+4 c 4+2 2 2+2 lq+2 6lbu mu9z+6 2+8 g+6 3+2 5y3c qwc+1e 1+b bt2 j+2 2+2 1m+2 c+2 4+4 k+2 a+4 8+2 ' +
      '6+2 6+2 2+2 o 1 bp1 m 9 1i 1f 2+2 6+2 7 1 6+3 s sa5+3 3g9n+2 4mp+3 10+4 10+4 4+3 1sf3+5 6+e 1+7 1+3 ' +
      '1+3 3 14+2 2+2 1+2 6 9 7 3 1 1+2 2p a2s+2 n0f 3v h2m+4 o+3 31+4 ini 2w y8p 1 k+2 1v 7 2 1p 4 4 11 ' +
      'ro5 3x+2 2 5 9+2 6 2 4 4 3 4 6 2 3 18qp+3 13ml+4 bbi+2 f 1e4l 5 jom mp+5s 1+m 1+g 1g64 1prr+4 4+4 ' +
      '4+4 4+4 4+4 h4w 5z6 46f 15 9a 2n8+5 4+2 4 1 6+8 1 3 3+3 ltw+2 25m+3 1vri 1n 1yy 1bfi 6 3+4 1+3 v3 9i ' +
      'ax 2e cv 11 b g 19 8y+4 3m+4 1g jan+4 ekw+4 1yel 2 3+4 8+4 13h+7 1w+4 1+2 1 1+2 gn v 2i h e+2 q c+2 ' +
      '26+4 g+3 4 3+2 1 2+4 1+c 1 2 9+2 9+2 1+2 8+c 1 2+2 5 22o b 1+2 4+7 b 1+3 1 1 1+g 38+4 4+6 2 a+2 4 1 ' +
      '2+6 1f+2 3+g 4h+2 1l+8 2+2 8+2 1+5 15s 3 5 2 6 1+6 e+2 1 5y+4 1+2 8 5 4+2 b 4+8 1+7 6je 45e 70z 8 ' +
      'eat 1+u 4ig8+8 8+q 4+4 2+2 2+w 8+4 4+8 1q p+4 n3o+4 4+4 4we 1 2+2 1+2 1 8 6dp 5n g67 4+3 4zmg 1v l ' +
      'f69 1s+2 5jt+4 168+3 1p7 8 1v 46n3 4+4 17 w 48 7 b 1h i 5 h4a 1fu8 14r 1+2 8+4 9i0 p kpx+4 iik+2 1 ' +
      'l+7 2+3 1+6 4+2 5 g5 l 1+3 kve 4 e f h+2 8+3 1 1 2 4+3 3 5 j31+2 m 1iz8 4+2 16i2+4 48+3 m8 1qbl 3 ' +
      '1+5 1p4+2 7 2 1 1 2+2 7+2 1 2+5 2+2 5+3 6 5+2 9 2 2 2 1+6 e+3 1 1 4 4 au+4 fj 2y 2+2 5+3 2 8 3 sq ' +
      '3+3 3+3 1+3 1 1pg 8+2 1 2 1 1+2 2+2 1 1 5+2 3 1+2 4 5 1 1 8 2 2 3+b 2+2 1+2 1+2 1+6 1 1 5 1+3 4+2 ' +
      '1l2 5 q 1 1 4 18 5 1 s d 6 h+4 5 12 1 7 1 a a 2 g 4 2 h 5 a+2 1 2 1+2 1 l p 8 7 2 9 3 a 23 k poo 6 b ' +
      'y 1 i g 2 8+2 d 2+2 f 4 3 3 a 4 n 1 5 a+4 8 i 9qx wjl 2+3 d 1y+4 4 10lj+4 h 1 k+2 2+4 5 23bq 2+2 2 ' +
      'b98 5p7+4 4+8 t 2a+8 3s+a 1+4 1t+8 4g+8 1iw+4 98+8 m2 7+2 3w+8 98+4 6o+4 io 1n+8 fc+8 lc+8 nc+8 8c+4 ' +
      '2ko2 221 b4 cam+4 4 n+2 6 3+c ev+d ae5+2 4n knw 1 v 5 b 2 e 2p6r y0n l h 9 4 7+2 1+2 j a 5 4 1 9+2 ' +
      '16 4 o 1+3 2 17 2d+3 2 9 1 1 6 8 2 4 5 1 4 d 5 y 6 9 7 a 6 f 3zev 1 h42+4 v8+4 60+8 14s+4 1yh+3 9a+2 ' +
      'jg 1g5+2 1l4+3 1h8 b0+4 4dc 1 f 285+4 104+4 78+4 78+6 6y+4 vu 9j+2 mc+4 1x6+2 2c 11i 3g+4 fb 5s+4 b6 ' +
      '9g j 9 aq+4 ik+4 ch 1b8 xw 2w+4 5s 2 2o+4 14c+2 pq+4 6k 6b+4 g8 80 aj 14 bx+4 5u+2 1ku 1c mk+4 pr ' +
      '8w+4 64+4 aw+4 2p i+4 w3 ao+4 qk 66 74+4 18 1 3p+4 gq+2 gc+4 4y 2d+4 b 11s+4 c4 fz+4 cs+4 2y ll+4 ' +
      '80+4 go+2 4i+4 16k+4 68+4 5o+4 hs+4 ag+4 o+4 co+4 9v ao+4 di 7f 75+4 20+4 6s+4 6g+4 5s+4 40+4 3c+4 ' +
      '3g+4 3k+4 40+4 o+4 2w+4 24+8 bg+4 44+4 34+8 bk+4 8+4 58+4 34+4 3k+4 k+2 12+4 7o+4 4o 1+2 3c+4 37vg ' +
      'f+8 3 4 2+2 6 8 3+4 4+g 4+s 8+8 83m+2 i o9+g o+8 8+4 dvo 1 1 p d5+8 46a 5r 3b f 2 h 8 5 5d+4 3r 4t9 ' +
      '42 37+4 2k+4 itw+2 30+2 e+2 c+2 2+2 a+2 e+4 2+2 w+4 4du+2 m+2 y+2 10+2 6+2 a+2 4+2 8+2 6+4 m+2 8+2 ' +
      'k+2 4+4 o+2 1ew2+4 1+2 1+8 9+7 128v a7r b 33 o m e 2 1 g t9 3 c 1c 1+2 1 c 7 6 1+2 6 1 12 2 7 1m vqg ' +
      '5u7 b h 3uv 36p j 7el 5 1 2ag+2 m+2 36 4fl+4 9w+4 2o+4 66c 5 9 1g j 1 l f2v 2 5 2 1 ji 1pt+4 2lh ' +
      'vm+3 1d+2 dk 1p+4 1x ba+2 1 7d ti+4 1s+8 8k+4 104+4 2ns 1v+4 10+4 a3 fao+4 196 15h+4 74+4 9s 1b ' +
      '3lf+4 1h0+4 3e 24h 1+2 71k+4 lk+4 8d 2c6+4 4fw+4 1s1 2bf 2c gr 9 dh bt+4 38+4 8f dc+4 6o+4 2o5 im+2 ' +
      '19q+4 2m 1j3+2 4 b nl 1hr g 2rk+4 18k+4 jc+4 30+2 a+2 c+2 4+4 14+4 fc+4 zj 20+4 k+4 2ps+4 25i 2dp ' +
      '1bo 4+2 c+2 6pv+3 fue+2 5kc+2 a+2 2t8+2 on b6w 91x+2 2bg+2 2+2 2+2 2e+2 4+2 2+2 2eo+4 488+5 76v+3 ' +
      '5xi 63 81 2tgn 4 f 6zr+8 uo+4 gs2 1v+2 1 2+2 2+3 1v 2+3 1 4 8pd+8 8ag+8 lhs+8 63n ug+4 52rz 15y ' +
      'qb1+2 7 1 l7g+4 m5c+4 ih0+4 2+c 8 f d f 2+2 1+4 3 1+3 2+5 7+5 2 4+4 zkw+4 bw+8 74w+4 18m x+4 bk+4 ' +
      '4+4 o+4 4+4 14+4 a+2 1c+4 4+2 6+4 g+4 w+4 8+4 nr7 dvq 2 2+3 8 1 2+2 1 1 te+4 4+8 5 1+3 1+5 38l a4a+9 ' +
      '3fy 3rk+3 1 1+2 8+3 3 1+c 2+4 5 2+6 c+4 4+3 1+8 2+2 4+2 2+6 6+3 2 1e5u 2 1+5 2+3 1nnp fzv 13+4 cps+2 ' +
      'g+2 6b9 t 3kic+4 g+4 21+3 47c 57+4 h1e p3 yi9 1 3+4 5 4ej 110 3 d+a 1+3 2u+2 2gl+2 3gt+2 y+2 2u6+4 ' +
      '8+4 3e4 7 5+2 2 4 2+2 3 2+2 3 2+2 2+2 2+2 2+5 1 1 1 3+2 8+2 2+2 2+4 4+2 2+2 1mg 42q aw 32pw a07 ' +
      '4f8+5 1ix 597+4 8+4 a+2 57p p 1 2uq+2 14+2 gs+2 2+2 2ly 2t 7kw 1 3v0 3fz 3+2 1c+4 2qk+2 6+2 86v 9 ' +
      '1+3 n 9oz 4ta+2 20 4 4 13+2 j 6 t+w s+4 1vw+4 k0 1+2 x8+2 u+4 16+2',
    ipv6:
      'ch1how1s5 bjo32 tyxcg 3cq d3ojj+362 1+1bed vpdvk 1kayt7gjj+74 17a7x1h rya4pkhm 3+h 19hu5n+9 4 77+6 ' +
      'd+c 2c+2 3u 2+a 3j40dsz+74 vmphj5 7j 2aj 3jkb97n a+2 4+6 2+4 1+2 4 1+9 n+2 5 2+2 2+2 3 2 1 5+2 7g ' +
      'r9fd70+g jxx53 4 6+3 1+2 9 b 9 1+2 e 1jr6azpud 8gnm67+a dp6y9i+1ekg 1y9lrls+1ekg 239egj7 5 6+2 2+4 1 ' +
      'r r lb y8 7y bl0 xfe ac1kmm+1ekg 2s5w0lc+b8jk 2k3y60w+74 268+74 1gxc9oi+5 1xksemx+g bm8+g bxc+g ' +
      '5lc+g 54w+g 2o0+g 39s+g 7k+g 3ow+g 3dc+g hr5vj4+1ekg 3e7ybyi 34g8rn+4 2+2 2+q 4+a 2+6 4+2 ' +
      '1o9yz4i+b8jk 45io76+3 1 1+5 atk5x0+3 1fvw2kj 8lneuw+b8jk 1nnc9vk ib6e4f+b8jk 1bx8mbl+f 1+v 2 1+14 1 ' +
      '2+4 2+4 6+6 1 t+5 2u+a 6 2+7 6+a 6+a 6+a 6+4 1+l 6+a 6+a 6+a 2u+a 6+a 6+a 6+a 7+9 7+9 7+4 1+1e 4+2 ' +
      '2+2y 1+5 1+a 1ef 1jcqxu5+7 1+2 6+6 1+3 6+a 6+5 6a psy8dk+b8jk cjpslc 1b11rsv+b8jk bpr0g0+1ekg ' +
      'cjwtfk+1ekg 1ekg+8feo 1jrf5ds 15raw3l 3ac6tq6 1+3 72pn96+b8jk eo5j4+b8jk 1j9xuyq 1+o d+4 2+3 2+2 5+3 ' +
      'q+3 46+9 35',
  },
  {
    // Multacom
    ipv4:
      'xlqg 5+2 kb82+2 1lc abyj+6 xm+8 o+g 8+7 r+2 d 2 1 3 9 ar+2 e 1 1f 1 3+3 py35+g 8hk+4 2rh0+w 9z6+2 ' +
      'o+4 7oi8+4 2yzw+68 uw92 9m1t+4 qo+4 hql 58g kot+4 6i+2 zep idq+4 bdr4+g 5tcg+g ona8+4 8b3k+4 2sjc+74 ' +
      '883k+3k 84n4 1+6 1h+3 1s+4 8 k 2 d lh+4 2+2 g0+1u 1+k 3 1+2k 4+1o 4+6 7 16 1+2 a+2 qk 5o 1i+k 3 10 e ' +
      'c+2 2 9+2 2c+1t 3 1+2 14+2 n f s 5a c+2 1l+3 jhc 1+2 1 3+2 1+2 6+2 3 2+3 1t+1v 9+3 7+2 8+2 g+2 lo 1 ' +
      '5+3 1d 2r 9+2 g+2 g2 1b+4 5o 2i 9 1+2 1 45+2 1dr 72+2 1t 2 g 6+2 c+4 c+4 3k 3k 8 ad 5b+4 4+4 2+3 5+2 ' +
      '1 3+2 x 1+2 l8 4 e2 73 1+2 2tzw+3 2 2i+1s lc w 9 3 w+g 4+3 1+3 2+2 5+3 6 1c 1g1+2w 48+2 j+3 1d 3+3 2 ' +
      'l+8 2+6 16 i cq+1s m+2 n 6+2 6 75+4 2+2 o+g 3 v 4 2 2 s+4 1+2o tc 73+5 1y 50+2 g d+g 8+8 11 m+4 4 ' +
      '2+i 2+3 2 3+2 5 4 1 5 3+2 4+2 4+4 4+2 16+4 74+2 3 1 g 2+3 1 1c+1c 8pm0+4 2g+4 cw4k 20q1+2 772k+4 ' +
      '5pwo+g 38n4+4 4xii d7ry 2hpu+4 3bmo+2 1102+2 1gs+2 b6w+g zrs+4 3nqw 2',
    ipv6: 'etc1qnw1t 92v3qim+1ekg o6uozk+1ekg 1kf81mwow+b8jk tth43k+b8jk',
  },
  {
    // Mullvad
    ipv4: '1rpq8',
    ipv6: 'ge70zmjnk+1ekg',
  },
  {
    // MVPS
    ipv4:
      '34d0+4 14i6u 152u j73i+4 36o+4 n1wk w6zn uj3+4 40+8 18b0 54 7j 3u0q+4 3 wp 3thi+2 1w9 2t0+2 226e 4 ' +
      '3u+8 1qqm avq 12b6 8 2+2 38io4 7+2 bkh 96et enk+4 19t b8q 1wh+2 41ic+2 5zsa+4 ysj g5h 12u+4 669 ' +
      '70i+4 xrl',
    ipv6: 'gdlfo58u8+1ekg 1vhpts0+b8jk 6ld1edc+b8jk 5ro8uf4+b8jk',
  },
  {
    // netcup
    ipv4:
      '349s+4 45j0+g qtc+4 b8 1+2 duc+4 1881o+k 2+a jy8+8 a2k4+4 enc+4 1aw+4 7u4+4 n0+4 mc+4 1ao+4 2yk+4 ' +
      'r3g+w 12bc+4 1bz10+4 6of0+4 558+4 4n98+1s 37tc+4 e54+4 m44+4 21p4+4 iqi+2 20+k 156kk 14hkv+4 1 1 4+c ' +
      '7+9 2+e 4+2 2+5 b+g 4+2v 1+s 4+k 6zs+4 173w 3+4 97pt 2+2e 1+p 2+o 1+c 1+4 zjbw+4 6g4+4 lpo+4 tc+4 ' +
      '3c+4 1dk+4 2lk+4 25o+4 2jc+4 1tw+4 2c4+4 qg+4 80+4 1wc+4 c4+4 38t8+w ko4+2 5gsm+4 r58+4 rc+4 4c+4 ' +
      'e5q ww5+4 4l8+4 3nc+4 xo+4 1s44+4 9gt4+g g+w fpnk+4',
    ipv6:
      'gdap8cr47 l 1+2 w 69xbdry+2t4w 2vhpqm8+1ekg b19b94w+5c 1+2 t+1ee8 m9k0e8+1ekg 59qvpc+1ekg ' +
      'rvtse8+1ekg 8fom6tc+2t4w',
  },
  {
    // OVH
    ipv4:
      '2ydg k c 56 j 65y 43tf+3k ihq dd+74 750 ot 5 q iu 3 pw ci 2eh+74 6vj 2zhg 22z 17 ch 56 ke+8 ge ox ' +
      '6n+8 i0+8 o+a 900o 1rml+74 5xc+74 ag9s+w 8ug 3f 2nn v3+2 3ny axx 26 a09s 3ki 3bn 33p 5h 11 ak 808 ' +
      '87ci+74 1c+g fnm 9dp+74 3bx9 q8y+4g 1s+5 1+d 1 1 1 1 1 1 4f3 4g4h+2 1s99 u6 4hv+2 548+4 dt+3 3nz 5iv ' +
      '1oj 3d 1l j4 e0 ob 3xe+4 iy1 26q f0z+74 j54+4 4+4 3c+4 4+4 8+4 8+4 6kj 5 1fq+g 4wmj zhg+74 5q8+74 ' +
      '16o+74 74+74 74+74 74+74 74+74 zk+74 74+74 aux 2rq+74 35s+74 35s+74 2rk+74 268+74 64g+e8 308w+sg ' +
      '4p34+sg 6yym 3pb 20c6 jja+2 8o+2 pr0+2 1yfe+3k 45n d 3r 6 h2l 5f+2 26m2 wwl 81k aux 55ty 17d+3k 1fgn ' +
      '2uzk+2 1r5k+2 9g+3 2z 1b7 h5 p2 3x8 2rll 23u 5aa+3k 6zc umh 357 u4v 10c1 lkq 3n 2 6 p 1u dl+4 2i ' +
      '5v+2 59 2m+g 56 eb 1oj t 2 1a 15+4 c+4 8+g 1k+w 30 1b+4 g+8 w+4 4+4 s+k 7s+4 4+4 c+4 8+4 4+4 8+c c+4 ' +
      '6 d+8 4+8 4+8 4+8 c+4 4+4 8+8 118+2 p y 2e dv0+2 d 6qa 1c+2 e 1 m a 38 d 2 26 3u 1b7s+2 188+8 6fj 5 ' +
      'jqx 2g2 2f7p+2 ia0 1izy w 4b9+3k ppk a 1c4p 90 b9l fb klz 8s 3es 2ii1+8 61s+74 em 4x 6 1tk+74 cgj 7g ' +
      '1hr i1 w5 244 4a8 ea6 3f 9wb 1h 12c kev+74 4ps+w jbi 512 bvs+2 knk+74 vj2 d0 tzo+4 1au5 9in6+4 f7k+4 ' +
      'gr4 5p+2 7k+2 by+2 3t5 1w0 1fv+2 6fo 14g yp1 hy azp na 1l1 1a 17 14 w x2 3uiw 3af+1s 1bk1 111d z8 ' +
      '28m 4 11 anh+g 2p 2na+74 861 6ggi 3ltn 8vp6 6h02 6yby 2jm6 10mj+74 4cg+74 l7j sbs 10s7+74 1ma ' +
      '2w99+74 2b5e em g 2 9+2 6+2 4 3 o+2 v 27 1q g79+e8 pz4+d 1 5+5 1 1 1 1 1 1+3 1 1 1 1 1 1 1 1 3 1+3 ' +
      '6ip+w 7ts+3k d3p r95 kj 1r b 3i3 4r 122 3k j 1avc+w 5sl rsj 8ty+74 1gw a 12 f lpg vhk+74 6xy 7vd+74 ' +
      '8i2 1c1c 8uc+74 1a0w+28 1c+3k 4ao h2f+4 24+4 7sa 2gu 7fe+74 sn4+74 24u8+74 934+74 m4h 8y 82 4e 35 ' +
      '13+4 20 2p 6f 1k 3i 5e c 2u 12 37 c b 1aqu+3k 1n48 1ygs+2 6 35 1x e+2 j+2 3k0l t e01+74 4ve 1u1h+1s ' +
      'kf2+2 2stc+74 nyf dzv 9p6 2e 11 16zg+2 dsd iqg+74 22y8 6f 1 3w 20pk+74 6m5 1v gv8 3rr 18fg 5 3p 1n ' +
      '4hx 9ye 4gbs 2jhb 2oa6 42v+74 49q 2ov5+e8 9pp+2 32oy wts 4xwd+2 gjy+2 l1 6s x7+4 9g+2 ma+4 32k+2 ' +
      '2x6+4 4it 5cj 156 2e9 32 2le jj+4 oa 3c e0 e0 1sd 1sm+2 2wv 56p 23q 1 1rr ud w5+2 a1 ex 2e6 1v+2 1rp ' +
      'cg mp 36vb+4 j14+74 hq9 31y2 5+2 aaw+2 zs 1v 10gx ah 7pb+2 29n 2h8+1s qo+74 1sb 332 9 5hl 4wr 5xq ' +
      '6jy+8 6kf a4+2 2ua+2 766+3k 4n2 1zo 8w8+4 dvn h2 1bz 2yw e8z ac+3 94 2p8+2 3r 273 btd lh 18d 1ky m23 ' +
      '3gg 4s4+2 r8+2 4dj b0d 3kmy+1s 4br 7s+3k 9sg+g 3f sbo+3k 1c+g 849+3 3me npp+4 4w6 e9+2 35im+4 hw6+2 ' +
      'xcw 4cw 3y06 11gu 26+2 7gu 16q6+2 2m6 9yp 2tt eye+8 1fv8 60v 23v+4 2r7 4z8 5e5 ea5 2yxy 9t3 58j 6ni ' +
      '8b p bbw irm+3k jcy i 9au 10u n8+w 6fq 6g9+1s 3u7s 3va 1qi 70l 40d 9n3+2 w+2 y w4 n1y+74 6qi',
    ipv6: 'ch1yh7bpc+1ekg 1k650ogzk+1ekg s69z6t4w+1ekg 67fdmv4+1ekg 1kiyyawjk+g 9ndlqso a y 13',
  },
  {
    // PacketHub
    ipv4:
      '34e4 87+4 453k bpw+3 5r8+4 490+2 hv 4hn 1 kg+4 dpk+4 9k+4 z8yn g8 39c 1 ck+4 hg2+2 b4e 2 8 4c1+g ' +
      '248+4 kb m 77b1+4 jaw bp0 8syq+4 1mpw+2 1 1 4y 1 id+4 5w+2 a86+4 34+4 2pm+2 20+4 m7 2o+2 a6 2 jm u ' +
      'e8 s3 l+4 3n8+4 1cc+4 1rg 2 oo f4 y 186 2o+2 1 co+4 a 71+4 ns+4 60+4 pv l4+4 gg+4 1jot+3 lhh0 8 13pb ' +
      '1wee y4 7+3 c+4 1+3 c+4 4+8 1dkv 850 17rv 10 qe5 3h+2 d j enws a+8 8ag 1b+2 vhn 289u+k n0+2 1 13t8+2 ' +
      '7+2 1 3 yaj+4 4+4 3o9 1 x5 rfm+4 1aig 2+3 1+4 1+8 1+6 2+4 1+4 1+5 5 4 3+2 1ou+2 66c 1 3av 12lh 2 ' +
      '2t4+4 45i+2 a6s aon+3 4wl+3 1+4 1+2 1+5 5+7 1+2 4+4 4+5 1+3 1 1+4 1 2+2 1+5 1+2 3 1+3 1+2 1+j 1ey+3 ' +
      '1qo9+w ew5 2+6 1 7 28p 18q+4 8yw+4 x 1 4+4 6 3+2 2 1 v+8 4 5 a 1+2 s+3 3 g+4 7r4 1 d+2 1+5 1 1 6 5 ' +
      '1+a 1+2 2+5 2 1 2+3 4+5 1+2 1 1+2 1+2 2+2 3 1 3+3 3 7+4 1+4 2+f 1 2+2 6 2 1 7 1 j 1+6 6+7 a+2 2 1 1 ' +
      '5 1+2 1so+2 1+3 2rz+2 8m0 1m 39 3 4+2 2 j+2 24xe 1adn+2 b1w+w 2vo 29+4 a4 6n 2s 6t+6 gd s 4a 3z+2 j ' +
      '3v+3 22 3x+2 oe+4 dtg h l e 1 l e+2 2 17 2 1c+4 1 1 2+4 8+2 1 2 s 2 5 l 7 4 1a d 7 1 8 b y 3 5+7 2+3 ' +
      '1 1+7 1+4 1+4 1+2 2 a 5+5 1+3 5 3 4 5t3 2q3e+4 bhe+4 1+2 1 f+2 1b1+3 3fn jm+2 1l0+2 yu f2 pf 4x cu+2 ' +
      'hc gt gv+2 a6 p5z+8 7 7k+4 odk+4 p6m+2 15s a t 1aug+2 7mc 1 39m+3 1h+2 1jih+4 6fq 2t+3 aayh+4 11g+4 ' +
      'k8+4 2e+2 34c+4 3ek 2 49o+2 94+2 90+4 pw+2 14q 2 ala+2 2u3 6ph ri+4 5r8+4 7foo+4 5zn c6k+4 6a0+4 ' +
      '7ke+2 9nr4+4 uhfk+4 q8g+4 8u3t 1 12mo 1v 1t6f 1u 6grs+4 o+3 1ya1 317h 6 2 1+2 1 17+5 1 2+2 4+2 1 3 ' +
      '2+2 11ix+2 3 2 6+4 2+4 7+3 1+2 1 1+2 1khy 22td+8 10dp c 9 1 1z j+2 p3o+4 172x 1 4ces+2 527w+6 25c8+4 ' +
      '2prk 1ueb+4 2831 e 5 3ctt 1+2 aa 2 gp gc+4 ac+8 1uc+4 2k3 k32+2 2a9g+2 1+2 1+2 4wo+4 g 9+4 ats+2 ' +
      '8x88+2 3e+4 5p8+4 ws+4 7e 435+4 6ih 2i 1+2 3l1+3 1li+2 p4+4 na+2 2p 70 fp+4 119+3 wj 88+4 v+5 3c+4 ' +
      '6d+3 kr a4+2 f6+4 83 4u 19 jk+3 i bt 1j a3+4 56 bf nh+2 6f 1 e8+2 dp 8q 81 1d 15+4 4s 1+2 7g+2 dj ' +
      '4c+2 5c 1+2 dc+2 3t a6+2 74+2 2x ie+2 2m 4n 6p 3y 84+2 1 9b 1gy bb+2 9o+4 g1 da+4 zv 4s+4 h8+4 fu ' +
      '1cvx+g l+5 4+2 r+3 1 28+9 2 3 3+2 2 4 2 g+g 468+2 1+2 1+5 6 2 1+4 1 1 2q 1+e w 2+2 3+2 1+2 2+4 g+2 ' +
      '4+2 m+4 6+3 1e+4 1+2 2 2+4 h+5 1+2 7+6 8+4 a+3 2r 2 6 5+2 2+4 2q+5 1+2 3+2 1+4 1 1+3 4+4 2 3 6+2 2+2 ' +
      '2 7+3 2 4+3 3 2+2 4te+g 5+2 1+5 2+3 3+6 2+3 g+g 3n 2 1 1+2 4 3 3+8 1l6s+8 s+2 8wi agj+g 7on 9i 9s ' +
      '5f7 5368 1+2 14 49v 1+2 ly8+4 1ep 1hu+8 l+3 12o 6c+2 q1 1 7cw 4vy+2 6ok+4 130+4 5o+4 288+2 3y+4 58q ' +
      'dj+2 2h8+4 3tj 6hs+2 4+2 1ge+2 1xs 2 28z xv 5u 3h+3 e6 10+2 2x 6e+4 2g8 wv+4 1ak+4 7x+2 96p+3 j6+2 ' +
      '720 22h 4rs+2 aek 1qn+2 fg1 4qa o2r+2 14+4 c+4 19f ilok+c 4id 11 41m0+5 2 3cp 3 1 1 3+2 bh7+2 2io+2 ' +
      '242f+3 3y1d 3 5 7 3v5 h 6 h 8db 40y+3 14qi 3+2 6+2 r 5+3 1 4+g',
    ipv6: 'ch1hg59mx 1ki16kagm+g 1+3 b+8 el5+2yo 74+e8 sg+74 2ca3ajd84 iglemob+h cmn+74 74+268 a2o+74 1hk 3dc',
  },
  {
    // Performive
    ipv4:
      '2l3ow+g 8lc+1s 1vfk+8 g+8 p0w+g 1abk+g 456w+2 38km+4 p8+4 56lj snmc+g 7dvg+4 gpw+4 mv4+3 9bq+2 1+4 ' +
      '2+6 1+4 1 1+5 2 3y68+g 5rl+9 2+2 1+5 1+6 2 15gzi+4 6zts+g sz7g+3 si+2 6j5+4 d42o+5 1+2 2z4+3 1 1 3+6 ' +
      '2 1+4 1 1+3 1 v6o+8 1 2+4 8y8+a 1+3 12d6 f2mf 1+e 1qe6 4me+3 8now 1+2 e2s+4 1+8 2 rwg+5 1+7 1 733l+7 ' +
      '2+4 1+2 rec+4 ssk+4 4bc+4 8mk+4 2ro 1+6 e3d+3 8bo+3 1+4 5uk8+8 2e4w+3 1+4 1jf8+4 20zc+4 19o+4 1t0+4 ' +
      'btsc+9 1+6',
    ipv6: 'e1htg737l+2 s2y93f2a 2l+2 12vo3oc+3 1+2 1+2 2+7 1+9 1 1k423515i+4',
  },
  {
    // Private Layer
    ipv4:
      '17l14+8 a6r ahx7 u+2 10+2 23+2 cml+2 a03a+8 geg 1cozb+g 1fjq 44 3ax ege5 2bsv 148p 1u5s2+8 a0kn rq43 ' +
      '5t2d 5fr9+3 21i1 16no+1s 8964+4 k79 7k3q+4 4nb2',
    ipv6: 'gdetxzvnk+1ekg e32utq8+1ekg',
  },
  {
    // Proton
    ipv4:
      '2g0p4+2 ehxi+f 96yx 1+2 27sa 3wzk d9xg 1yqu k2k+4 bf5o 2b5f 6yvz+4 yc0c+4 orid 4xf3 5482+w 5i5n ivx8 ' +
      '7jju 4tr8+4 ho1 1 90m bioc owt fk9q+8 3+5',
    ipv6: 'ch1hg58yy ds 3t 3wj8u14uy+1hk0 w+w 4g+1beo 52mzx1c+b8jk',
  },
  {
    // Psychz Networks
    ipv4:
      '347c+2 3j 4wqq+2 of5v ae+2 1m 6 4+3 p nhn 133 1fz+2 aolb 37 4 cgts 2fz8 2z09+2 r8+4 1hoo v0 4r2 16 7 ' +
      '5+2 1h 5 8 3o 4+3 1+2 mx+4 4uv 2n0 1xr 4h 5i qn 1 7he+2 3p a8 1wg cs bk 9t 188+4 3s 2 1no0 4ge9+2 ' +
      '6+2 oxw n jliz+4 4+4 2ojf 215 3w3i+4 10+4 1o+4 2qbw+4 1cz7 q 1a1l+4 23y4+8 aqmr i8 2 9 1 i 2 5 1qg+4 ' +
      'o+4 g+4 c+4 1yae 112 c 2o3f 1c85 24cu 25ns 2ugm g2d js6 4 ca6 2f 135+2 1lfq 3 3+2 4uj kq1 q0r 19wi ' +
      '10b4 8ara+7 1+4 1+j 1imk+3 d85 z+4 6op e36 xlj+2 3my ay3+2 l2 2+4 2bv j g 2e sq 13y+4 1 15t os+4 1k ' +
      '5+2 3mxs 4vq 1in 1ego+6c 1+9 2+g ko00+2 9ipi 2d1j+2 1 2+2 5s9z 7+2 6 1j 4kb3 2088+5 3f+g zfz 8a6 ' +
      '1zwh+4 5of 2iyb 1e58 3 qur a 1c4q 8yt+4 4+4 8+4 ahs 2+2 2 5g43 gkh 307b 5hj6 42 z 1m 6zyp+4 38tc+g ' +
      'v6a 2xfd+4 31d0+4 31x6+7 73+4 1v4 20 ju 1+2 cy 4gw 1yxk+g 3ldl 2ni4+2 1xb 4vua+4 17+3 2mj2 7+5 ' +
      '1top+2 oib 3el 3mt akm 2 1sw+2 1 3qz 7n5v 10+3 h 3 1def+4 2uh jep hyj ksl 1 eip d6l hh 1 bia 63z 7qo ' +
      'dva 1439 1qie 1m8q 2p0 rc4 oh6 10i 4ip+3 3e1+2 62u+8 aza+2 eoe 2vdu tpq 4fsq+8 2yl 50t+2 2+2 e9m ' +
      'eqh+4 84o+4 2v4+4 1cs8 v5a f6 1wh+4 4h 1 1fdl 1+5 3+4 1t9+4 4+4 jjg e4f 1 25zt+2 144n wz 5q22 k2n ' +
      '4y9+6 u46',
    ipv6:
      'ch1k32b9c 1k6nzo6tl 84xlbsp+4 4+c rlvlk8+1ekg rsyvcydd 1ww38xq+74 gum9 omfb0 arls1+35s 9d151 3 8 4 7 ' +
      'da 21s52wy pnyfwe+1ekg 35yttdv s8coou 1 2 8+3 2+2 a+4 f4 cj 2d3 35q+fsw 1zv2jjk+g jyvag 1k4scbw0a ' +
      '81y7etp+4 4o7nu9q m7 67 n3 c50726 1 fx cy rv 2ar8mpq+35s 2jnk+35s 6bk+35s 3c3k+35s f93hfq b2 si pp ' +
      '1cqx+70u8 z15jlx 58e12or',
  },
  {
    // ReliableSite
    ipv4:
      '2ye9 93 5bv7 o5s1 27 nrs 3qn aei8 48 8lq 8yr4 1gbo 98x4+g dhs+4 3bi 12w sqp r2xb 1gau 9484 61sw 6vci ' +
      'eu 2rgp 6d+2 37m0 3de0 fxb 13r 11i+2 3png 57cv wlj gf8 2we7+2 5jli t 1r4w ez+4 cs 10yb+4 5l6 1qv+2 ' +
      '5nc+4 7zz u8+4 c+4 u8+g xrvk 2 1n drq7 2z80 2 9fb2 4no4 1f7s 312n+2 5g7b dgnb 13do 5kga 26u+g m4+4 ' +
      'g+2 a+2 i4w5 f61+3 i85 9dae+2 27s1 78xd 72y+4 acmo+g 211 1wma 296f+g 90ks mwk 6w4',
    ipv6:
      'e15z0tipr s44hdeyq+2 1w0n0g2 u5urf 17x 3l 19 1ljxb iuepr+1s hujic 54p9s3f+g0 3k+3l 3+2 1m+1s 1s+1s ' +
      '1k4zf34cg d70r6yn+74 jk0+74 5c0+74 92ukrp1 2y26sib 3g8ihjq 3tfp9c',
  },
  {
    // RouterHosting
    ipv4:
      '1rjap+2 2+4 1+4 ea+8 4+3 4+5 4+5 2+5 1 2 1 2blqt+8 c+8 46lr+d 1fvok+2 8 1 2+4 1+10 2+2 c3x0+8 1+5 ' +
      'jqki 2+d 70cw+7 1+3 1+g 4+s 1+3 11fbp 5+5 olmo+2 1 8+2 1',
    ipv6: 'ch1hg59tl 2caiqg45i+74',
  },
  {
    // Scalaxy
    ipv4:
      '34a8 3m a7 453w+g 4+c 34g+c ny1 pn5q+4 a3nm 87nx+8 8+8 1der 9+3 10d0+4 h a+4 i+2 4+4 4+2 6+6 2+5 6+4 ' +
      '1+2 7+2 8+6 6+8 1+2 1+2 1+2 1+3 i+6 1 6+4 7+4 7+3 6 2+2 cjq+a e+4 c+2 2+2 9 3+2 4+2 4+2 1+4 1+2 2 ' +
      '8jy3 ol ede 88i 3 h6 sf+4 bk+4 ft 3g6 13oh 5ooo 4+3 glns 2+2 ojk wk 2+2 1de f 4 5pv 3 6 3 k8l5 bs ' +
      '2g+4 5 11e9 2 2k oro l 2eg2 c 4ky+2 12a4 1w0i+2 2a4r 1s7k+2 2z81 1x8n eny np gz 4y 18s dqf 1py+3 i ' +
      '20 c5j 3 ccc 24bq 4lj bui 3uq 1a9 f8 jq cb js 3 5q apv 4bi azj 1 1drc 8al 3y6 17y1 2xo za4 o aaih ' +
      '11ye mu 892g ohd 1+4 1 pm0p 3vad cbd 2 2 b780+2 c 9z7e a 1 1 y 2 18yy 4 d+2 2o8r+2 d39 7+2 2+3 4+6 ' +
      'a+3 1+3 eok3 4tyx 46nw 2 4+2 1 28+8 3+3 13 1 h 7 m 1+2 3 b 1 1 4 8 1 9 1+3 2y g 6j2y+2 i+4 4 8 1 4+4 ' +
      '1o+2 3+3 7t7y 84o 60 eb 7g+2 2+3 clk8+4 2k3 j9 q 7h yp 2 1ii 6fq 453 33q+2 1 1ch d7 3ej 2bx 1qw+4 ' +
      '2sk 1f 3gnj+2 1+5 ou9 3fyq 1j66 qja 528 2pr g6b ap6 c3u rx f4o 11n 3fr 9 a 6 2b h 7 12k cii 2ma 1j ' +
      '3gq+2 90i+4 fc2+2 1xc 1 c 5tl da+2 4u k 76w z 16 na5e 5fw c avb 1xz f17 xx4 4n 15 6ig+2 ggp 506q',
    ipv6:
      'ch1hg59j2 3w9at5b5y 2e 1i+2 5998sh7+b8jk xfbu2q 19i5eri+2 3+2 gsveubc+2t4w 1+8fen q54hs0 3jzaprz+5 ' +
      '22wyd7+b8jk 3qja4g+1ekg 1 1eke+1ekg 19d1edc+b8jk',
  },
  {
    // Scaleway
    ipv4:
      '1zpxc+74 s1s+e8 elfk+w 14o0+74 mghs+1kw 35s+74 38qo+e8 3cw0+74 bnm7 1u9ww+3k d4w+74 gyyo+5e e+1c ' +
      'bxlx+3 589k+74 18uf4+74 nahs+w 70g+1s 8xs+1s',
    ipv6: 'ch1jhi0hs+1ekg 3wb3qtjwg+1ekg 8feo+2a68 iyo+2t4w su5r1bls+1ekg',
  },
  {
    // Selectel
    ipv4:
      '34ay iu 3xna+2 1+4 72x+2 3 1u6+2 9f6+4 bhs+4 2mj 13w+4 2+2 q4+4 17k 1+2 c+4 1h 4+2 10+8 w+4 7s 1 2 ' +
      '2+2 1+5 zpgo+8 ha8+w jc+4 2+2 afk+4 2+2 2+a k+8 9s+6 7gda+2 2+4 1+3 ppo+4 c1s+6 45o+2 2d8 a0av+4 ' +
      '6c+4 c+4 o 3v+4 3k+4 1w 3f+4 4g+4 li ctl+4 34+4 1n 3k mt jg dj 7g+4 22 a1 3+4 2g 1+2 1s 5f 2r+4 2w+4 ' +
      '1g 3b+4 6i1 3m+4 1z 3g+4 5c 47+4 3 6c+4 e 2h+2 4d+5 34+4 20+4 1g+2 q+4 6c+4 41 76+4 d4 2 1t+2 2l+2 1 ' +
      '1g+4 e+2 14+4 2i 1h 1+3 7+4 2r 7p 3m+4 4y 3z 2t+4 19 3m+4 44+4 k+2 1 25+2 31+2 1 3w+2 1 1m+2 o b+4 ' +
      '6k 6r+3 3y 2 2 50+2 fq+2 2m+4 8 1 29+4 4o+3 59+2 1 49 9i 2 b9 86 2 nfk fye 940+g 50+4 94+8 2+6 204+3 ' +
      'd+4 2ls+8 1ig+8 ea6 lhyt kxj+4 9z6 d k8up 25 11+2 rnd+3 47w 3 3+2 1+5 72s+2 pvu+4 9+2 d+4 2guo+3 1 ' +
      '2+5 1 urp c+4 2936+6 ask+4 1 2 2 4 1+2 3+4 1 1 4 1 1+6 2+4 2 1 1+4 2 1wog+g 1oyw 1 5k5+5 1+2 4fc+8 ' +
      'w+c c+4 4 3 4 3 1 b+3 b 1 c+8 1+7 1w+2 1 o 1 7 2+3 15+4 3+4 yjg+4 1piv ltg+3k 1li 25y 2+4 bo+5 er+4 ' +
      '1810+2 19d2 2 2+2 1 1 65d 7 2+8 528+4 2+2 4+4 217o 2 g30+4 8+4 jo 1l0 5z 12w+2 1g di zb 1f1 3g m 1t ' +
      'nw+2 140+2 18x c5w 27l+3 1 2+2 1+4 1 2+2 2 2+2 1+2 6+4 7 1jk+2 113e 2 16c 1 2 1 6+6 1 3+2 j a 4+2 4 ' +
      'i33+4 jof i90+s 1+3 ekg+g aw+2 4tq 5ir+2 1 1cds+g 7hk 6af+2 1+4 1+2 1+2 1+7 1+2 1+4 1+5 2+2 3+6 2+a ' +
      '2+3 1+2 3+6 2+5 1+2 1+3 1+2 2+2 1+4 2+7 1+5 4+5 j0er 281+4 d14+8 20+4 4so 2r 1+4 7eq+7 tp 1zhb+c 8+k ' +
      'qh2k+k 9fsc+3g 3hac+1c 2sqg gr9x+2 2390+4 rc+g 89+3 4+4 7c+4 68 24l+a 1cf0+4 5ulk+4 6ds8 8lce 7spk+4 ' +
      '28+w 9qo+2 2+c 1xm+2 kg 4 1lm+4 jd4+2 1 1zk4+1s beq g5+6 95uy+4 3z 14t 1 5u5+2 7e 24q+2 3f0 qx+2 ' +
      '2ay+4 z0 2cs 5w7+3 vq 98 on js+3 e5+4 6de+2 n ll 5r ai 2 jr 7s 6a ej xg 2 49y 1tn+2 1b qb 25c 38j3+o ' +
      '4s0+8 64o+o o88+3 1+5 1+2 4v3j 8 tyv iv+4 6b 5u 491+2 2m+4 y8+4 6s+4 48m 9kb ys 7l3 90+4 3bq 1nq 22f ' +
      '8 11+4 2xp 5wm+4 34+2 e+3 1wy 3na+4 2a 571 8h 3fu oe+4 bu 2 15v 8lv 2 3 2bd+2 7rw q 1t a+4 64v nq+2 ' +
      'b4x 5ma+8 4oe+2 79t jc2+2 5yy+4 2+a 1lw+4 5pb fzxn 6rci+4 2+a 6+4 1jd+2 270 e+2 45o+4 27u 1+2 dum+4 ' +
      '5v4+6 1 ag+8 130v 1fe+2 4ok+4 4+4 buo+4 m+2 19b r c 4dxg s47+2',
    ipv6: 'ch1i0fpww 3wadqot8v+e8 qelcwlc+b8jk 3kbgyyo+b8jk o27jeo+b8jk 427qs5c+1ekg hfvuo+b8jk r6usxs+1ekg',
  },
  {
    // Servers.com
    ipv4:
      'wg8u+2 a+2 b90+6 1 14+g 4iw+g go+f x 2+7 2+3 1+q 2+13 1+15 1 1+a 1+r 2+3 1+20 4+8 74+8 8+6 1+9 1c+9 ' +
      '1+6 3k+j 1+4 nga b i j c 3 5 seqd+2 1ayn 4pn 90 1w 2 8rz 9g bbb 1 q4 1lw9 1 1+2 58q0+g dx 1 17 5 x 4 ' +
      'd 83 i b 1l+2 i jbzl+9 1+5 5nk+w 3npc+g ea8+c v6s+8 1umg+i 1+6 1+6 d6mq j 7 d 3jcr 8qzk+2 1gdi b ' +
      'oz6+2 2+4 4+1g 8lhc+2 2+w 4+m 1qcy+2 2+c 3by8+g 6dhc+4 94c+4 rmr 15q5 5man erxy+4 g8n2 51s1+4 asfw+g ' +
      'htk+8 2w+8 o+8 s5c+8 3iz x 4lo8 36qm 7rbz 4ltl xdu+2 972f 13zk+4 xt5+7 1o+2 1 5qrc+2a 2+6 2+a 2+x ' +
      '1+j 1+4 2+3 1+i 2+6 2+6 2+12 2+2 1+9 354l 9 4t+2 2m3 tj r3h+1e 2+3 1+2 2+6 1+y 1+3c 2+j 1+k w+g 8+8 ' +
      'c+4 2p4+2 1 1+2 1+8 28+g p+7 1c+g g 1+e 8+8 41+3 3+9 1a00+s 3 68+6 hm+2 1 1+t 1 1+17 fnmx+3 cno+4 5j ' +
      '4cn 49+3 h+2 1l+4 1w+4 3uw8+q 7+g 1+u 4+3 5+4 3+1a 1 5+8 8+8 8 1 1+b 1+b 1 3+8 1 a 3+8 o3p 58id g5c ' +
      '1v57+4 2m2b 3gty 7lu1+4 meu 4bx+w 1st6 1ard 2hzo 1 uc+2 2+4 2ao+4 1hni hol+1i 1+21 2gg+g 3hqs 8ln+h ' +
      '3+c 1u0y d+2 2+b 1+3 1+8 1+4 1+2 4+8 3jn1 go8',
    ipv6:
      'e1frzol4w+2t4w rrjy718g+jny8 1ekg+1ekg 7oym77k+1ekg oxkw0+1ekg 1ah2l8g 1jw8x64u7+5m9s 2t4w+1ekg ' +
      '8zfq6tc+2t4w 1ekg+70u8 3cf0yyo+74',
  },
  {
    // Servers Tech
    ipv4:
      '77s0+8 4+4 k+4 1m7sw+8 co+8 m3wg+8 l6ow+8 qc0+w 1gg+g 9xs+8 3224+4 agg8+1s 1gjn 2 2+6 uup+o c+s ' +
      '2ps+1s 2l7k+w n3k+4 8tx 2gq6+4 w+4 yq8+3 b+2 l3d0+4 4+8 4+4 oyt+7 18k7c+g 402o+w 2ov4+w 193fs+4 h8a ' +
      '8r6t+4 jx4+4 73c+4 hao+4 a2qe+2 smd 2 1 r85+4 kgo+4 g8d+3 2de 5+2 4ua+4 78c+1s qxc+4 6 1+4 w mywv+s ' +
      'f5g+3 5+2 1ca+8 8+4',
    ipv6: 'gdnbkvv9c+2 dww505b 1 d0ry03g+b8jk',
  },
  {
    // Serverius
    ipv4:
      '801s+8 1xg+4 d9s+c 1+7 1+4 1+6 zcrg+2 jy8a+4 95c+4 1gt 1a1 88+4 1ie4+8 eiw+w 16mue aq5l 45sj 1awc a ' +
      '2v+4 uj4 38l3+2 ut 6j 1i8 100 16g+2 6d 7z 57z 2bki+o 5ab luqh 1glfj tbv hxy6+4 n06k+4 29jk+2 9e+g ' +
      'b4+8 9riw+4 ns+4 2z0 1 58h+4 2n0 2gf+4 1zk+4 5cs+4 9xf 11o 1v0 2eq+4 7s6 42g 5s+4 b9lq+2 3u+2 jtc ' +
      'gv+4 rme vb6k',
    ipv6:
      'ch1i0lak0 3nj 3w9a8p6fj+18 1+o 1+1q 1+4 1+i 1+1i 2+1eej 1ekg+1ekg vos5q8+2t4w 30nr6dc+1ekg 2ac43r4+2 ' +
      '1+1ekd 575cq2o+b8jk 17wei9s+b8jk 2hr1erk+1ekg 18wrnk+b8jk 2zzu48w+1ekg pvdbsw+1ekg 159s740+1ekg ' +
      '431ze9s+1ekg 4omwmpz 6ux5a0+b8jk',
  },
  {
    // Sharktech
    ipv4:
      'jo5w+4 17uy0+1s qji8+w 45k0+w 4b8g+u 1+x uffs 3n6 543r akuq 1ipl+2 8y+4 o88+t 1+2 48xs+w 1hhg 1hfg ' +
      '1511z+6 pfvh+2 28ga+2 2 gtnl v 229+w 5cf4+w 2r9o 2nqd 3k g 5 a3n9 2 87e4 a3a7+g 181s+8 74wz aes+1s ' +
      '54ao+8 o+w 1ggi 49i1 52wo',
    ipv6: 'etc1facgf 3j9m7ow+74 m4tq1vk+pa8 1jactqyv3 6h2hiwx h6ydn26+1ekg',
  },
  {
    // Shinjiru
    ipv4: '1i40l 19 1jo97 wmnk+w 3470+2 avqa+t 1+2 iyio+f 1+g',
    ipv6: 'e1ik0m7mg',
  },
  {
    // Surfshark
    ipv4:
      '34y2+2 4vx7 ofke+2 1h+2 4 c+3 1g 1 1 4 1 h+4 2+3 6 1 c 4 2 4 be9s+a elm+2 7lu+2 1 j924 2 d2 84q ke+2 ' +
      'dm 2 l3 tb 75 157v+2 mztp+g g1lw+4 4+4 4+2 4dxg+2 6p01 8 1b 4 2 1 9 f+2 1 8i+2 54+2 2o i h1 3 5 2 1 ' +
      '5 2 i 2 3 gd 5 2x+3 d 1 lyb+2 160j 2 14i7 d 17os 12yv+2 guy 1 1+3 cyh 5u bi 3fa9+2 erp ql am erx ' +
      '2o5i r1e+2 hno+4 10vc+4 oyd 4a+2 6gj+2 2+8 3 6h1 18ex bl5z 1d3j+2 8eq3 10sdr c 6 b 2 2 o 27 a 4 1 1 ' +
      '1+3 2 8 1 4 4 9 2 9152 3+4 1+2 1 3+2 1+9 2t+2 1 u 1 27 rs7 41um+a jpk 7z20 k+b 19+3 35 1d 7 m5 i 4 ' +
      '1a j 6s 5041 5p83 9i3z+2 1n 3+3 2+2 1 2d+7 2tn0 3u1r+2 2gua+74 5nkw un+2 2f7f 3kut 1 y5n 1w g 5fi3 ' +
      '2ux 5e y6 f1 a6 da cu 24x+2 2dk+2 2oz 3a47 8ws+2 hmi+2 1 5d5k+2 czh bk7 157 3vp 6k+2 18gz s9w+4 btsm ' +
      'd603+2 fs+2 5u4d h8f 3x0+2 4',
    ipv6: 'gdtlx6n7k+2t52 4+i 2+6 1+21 4 x+2 a+2 e+2 3+8f9n',
  },
  {
    // Tencent Cloud
    ipv4:
      '1gxs+sg jr4+e8 gjc+6 1ligy+3k sg+e8 3k+3k 11c0+ow 1s+3k 4 r+ow w+1z4 18g 1+m 2+4 2+w 1s+k5 1+q2 c ' +
      '1f+1og sg+e8 e8+35s a2k+4 xw+4 1o8o+1s 5o8w+74 zk0+sg btq8+1s 6f7k+74 prsw+sg 1v5s+e8 h1c0+3k ' +
      '8ygw+28 e+3q 8+m 2+2 b c+ki 16o+e8 2luk+4 66s+4 wzl+3 6fo+4 rw+2 3666+sg 58u8+74 a68+3k ao+3k ' +
      '2fb4+lc 3kzk+74 2rk+74 1jpc+74 3gu8+e8 cg0+74 75s+1s dmo+3k hb4+w 1s+6o g+74 2yo+74 8w0+74 16v4+74 ' +
      '14ow+e8 8w0+74 1edc+74 jwg+1s 1p1c+e8 14ao+74 cg0+sg 4zcw+74 ykg+74 ykg+74 16o+74 2rk+g w+5s 48ow+74 ' +
      '2hog+74 6wow+74 5xc+74 2dc+74 13b4+74 7y68+1s 2vpc+74 30n4+2g 2+1a 2+2c 2+w 9hc+74 2olc+74 23r4+3k ' +
      '7dvk+74 31y8+2o tfk+14 3 4+5s 9a8+74 bh1c+60 2o6g+1s 3w8w+74 e8+74 tmo+74 a8sg+74 7r0g+3k 5oqo+3k ' +
      '181s+74 ea7q+2 7rc+3k 1vk+2 4+e 7 1 u 2+9 i+7 7+8 8+8 93ts+w je0+8 1ne+2 q34+4 izk+k 2+a 1c0+4g ' +
      'vls+3k cu8+3k',
    ipv6:
      'ch1k3b5kw 1kb8l8gsf+1ekg i8treo0+1bi8 1s+1s 5c+g w+g 2rk+l2j4 2 3+2 6 1+g 2+f 2+d 1+3 3+2 3+2 1 6+3 ' +
      '3+3 2 1 a h+3 b+3 1 2+6 1 1+4 1+6 3+3 4+4 2 1 1 2 5+2 2 3+j 1+2 q 6o+5l 8+1dtc 74+9bpq8',
  },
  {
    // Timeweb
    ipv4:
      '34tk+4 40lg+8 3s8+v 2l h5w+e 4 3 4+4 g+8 1+7 bm7 10792+2 8+c aq3 7u68+4 s84 6 69l 1+5 9weg+4 ck+2 1 ' +
      'e76 1v 1gr as 4q d6 f4 6mt j5 1ej+2 13g+3 1nr+2 o3c+4 poe+6 fws+4 lmvl 75m+2 3+4 dqdv+g g+8 5c+m ' +
      '78i3 1 2 r01+c 9c+4 cft+3 2ym8 1i7 1x1 xr 1+c tx5 16q 50d do+2 2gd xax+a 4 ua9+6 1+9 1ofo+4 ds8+2 ' +
      '6+2 i+2 1 tk+4 23j6+2 jxc+c 1+2 z5+4 74h 8 xe+v 2v3a 2 1+2 4 3+2 18j5 1 bzp+7 9 2+4 sqx+4 14+4 4hh ' +
      '66y+8 1c+8 11e8+4 c+7 1ad1+2 a3q+4 2dw c7 1+2 1zk+4 1xd hq+4 gmc 1+2 e+2 fs+4 4+4 4+g 20g+4 at9+3 a9 ' +
      'oyu 1rz+4 o+8 in3 hog+4 1i8 14tp bat+6 1 5u8+g 2kq+6 o+4 bq29+3 2vk+4 1uvg+c 6gjs+4 m3 1 1 co+8 1+3 ' +
      '1+3 o7m+6 150vb 3 2+2 26+2 8 3 bisr+5 2+8 r 1+2 1+2 1 1 1+2 1+3 1 1+2 2+2 3 3 2 6+4 3+3 k+3 k+3 1 ' +
      '5+3 1+3 1+2 14rz5+4 to+4 1+8 1+2 828+3 55h 7+c 39uq+2 8mg+4 8ntu fz 553 39n 3wu+2 22p+4 u8+4 6jk+4 ' +
      'gw+4 39p+2 1cp+4 1ge+2 1gn ur pw+4 18s+3 vb 4cv+2 2ms+2 4n nu 1dkb+e 244l kus+6 1+x 8+4 1+3 8+g 6dqz ' +
      '33v 78g+2 qr+2 oc 3yr 2mz 6b6+2 9pe 19d apq c j 7 1 h d c 1 4 1 2 7 9 p 2 a d a 9c1 ac5 p0n 1+2 n ' +
      '4c4+2 ag5 1 2 j m ejt 7klo+a 1+3 fi12+2 1dn 95v+2 1+4 fog 1n 1+2 2 y3x c3a+8 1 1 ay5+4 4h4s+4 1eg+3 ' +
      '1+3 akr duw 2+2 1 3+3 jq 93y+2 2 2+2 df 6 3+3',
    ipv6:
      'gdhc751xc+m 1+2t49 3+8fel mpoolq8+1ekg 1uin18g+1ekg 1e26m8+1ekg eo5j4+1ekg jxs74+1ekg z3q96o+1ekg ' +
      '68oem80+1ekg lrx3pc+1ekg',
  },
  {
    // Tor exits
    ipv4: 'x0lc 50w 732 8n+2 34lj8+2 7jbo 2zcdm 8es+3 8utp',
    ipv6: 'ch1i0ld9c 2cahgzmov+2 1lal6ry6+35s 1ixjtwfm8+4 3bncvzg+75 2z 1j f gb 1drz+3 1ekd+74',
  },
  {
    // tzulo
    ipv4:
      'x6g8+2 evq+1o 41w+3k jdjg 11fh0 6aim+w iiqu 57qk 2bum s9e5+g vjfc+4 36 7kl+4 19u2o+8 de6w 29dz+j 1 ' +
      '1+4 1+2 1 t+4 lc+3k g6gs hsg3+f a+2 2 1 1y8+8 e64o+8',
    ipv6: 'etk69nvgg+2 2ke8se eww6bj+6bk e2x7uo+1ekg',
  },
  {
    // UFO Hosting
    ipv4:
      '34c2 1o509+5 o1+2 lq g ac2 36i 8q7 3 1mk fe 134+2 17k py 1swr3 3skf 2h 7 cjii 1hapj+4 15pyv d+6 ktrk ' +
      'c6 2w2 ayug',
    ipv6: 'gdta2fu2o+1ekg mh5answ+b8jk',
  },
  {
    // UK Dedicated Servers
    ipv4:
      '2yas+4 4+4 6cm 3xyc 9b7 5h3 3hs+g g+8 b0w 4qj dzl z9ct+2 6ol 5 b 1y 5w 13 w 1d 1q 2c z 4z y ebo+8 ' +
      '7r5c+8 d61+4 dao br7 j a676 mr+4 8e 5yv 7zl+4 lb 8b7 2rw r 174 6i 127+2 r9e d cvb+2 fp2 47a b 5vg q8 ' +
      '4y70+4 4+4 1u9y 1 1 9bh+2 zls6+8 4w+8 1y 1ia 44 5ex 1eev+b 1+4 9ao+d 1+i 1hjy 1ewx+4 c+4 ycs+4 l+2 ' +
      '10h1 2 50 1 d9 8 1b 18 4q h 2b 1p 4q j s 28r+2 b a+2 2 e+4 1b 2a 58 g b 8 u j 8n b+3 o f 1m 2 j 2+2 ' +
      '1 1c 4 1 1xc8 xsk 1rdm+4 ie5 5em gh p09 1 3+2 3 221a l8j+2 pj0 foz 1ej kf 8a e98 4x+2 2rl4+8 htg 4vz ' +
      'iob 9ya 5j 19is 6 5d5 cf 10ku+4 4+4 b c+4 k+4 hps+4 82i+2 a7s+g q6 lhh+4 8+4 9sz pr2+2 ah0 8zmj 1nkc ' +
      'yd4 6x9m d17 bho 17jde 6mv 48+2 h1u 81h 24j3 c k l 2w 10d u d 6 1f 3 m 7 q 1 9 3 4nyu 19t3 1prd ' +
      '3e1h+3 2 6 2l 2 1eb0 ax 1m 97 6s 2c w h js8 2enl 1yli 4 28 u g 9 9yj0 24 f not o u c+2 d 6 15 a b ' +
      '46l9+4 27u2 h 7 4 y 9 2 5 27s 1103 pt2 2s+3 em2+2 2 h 6 4j70 5rno 2znr+g bue 43j 5 1of 19j cg0 3nfn ' +
      '36 2d 2 4j02 1+2 7co+4 3lq hp+2 4qm 6f+3 o1+4 18k+4 r8+2 7w 9w0 1ku 3vb 5w6 vu r fg 2ag f5+4 6z 1mz ' +
      '406c 8av 3c7t 2q vd 10pq x7 1223 73x 5tq w4u 4hc 6m1 64b 4y 17 45 qvp+2 1nxh b7e+2 8a+2 96gv 61d2+2 ' +
      '765i gre 2ji z0e c qrn c4c 9p 2 3 4jps',
    ipv6:
      'ch1i0frg0 3w96zhl5b 344do1r+1ekg 1ekg+1ekg 5m9s+1ekg 3w08v7k+74 2df9zi8+b8jk 1l33ncw+2t4w d3r0run ' +
      'i5p a43 24f we5dls 4h7n6el+g 9281ivc',
  },
  {
    // UpCloud
    ipv4:
      '75cg+g 6wg 12kv+4 19iky+2 y2ap km06 45gr+4 167k+g 3ers+8 2400+w dvz4+3j pq9+w jfx2+2 1o92g+g 1a82g+4 ' +
      '144+4 8sw+4 j8o avw5 11s6 4j6+4 8y8 13n+4 c6tw+2 571y 3c5z+g 8oo+8 bbk+g 46yo+w 1hog+g',
    ipv6: 'ch1i0lai8 2cecled8v+1ekg 118y328+1ekg 1k01wpm2p+2 9 1xfoe0j+9tz4 a31yvb4+b8jk 8756ubm',
  },
  {
    // velia.net
    ipv4:
      '349y j4 1d6ew+g bdbi 1wd+4 7jg+4 3qj 6clw+g h3rm 5 u a+2 1+3 a+5 2+4 2 5+c 3+3 1+7 d+4 c8w+4 1+4 1+3 ' +
      '1 1 1+2 4 1 9fd1+w d1r4+c a 7+2 2itt+7 2+6 2jul 44v6+2 2+c 4 6 c+p 1+3 2+9 c+4 2+3 1+9 5+5 1+10 1+2 ' +
      'b+3 1+s 2+6 1+8 1+2 2+2 4+2 1+5 2+3 1 1+8 daw+6 k4i+1s 2e6b o+4 1y0c+4 4niw+8 f7w+4 gq0+2 b+2 15+b ' +
      '1+5 1b+1c w+g w+6 22+g o+4 40lr 7 ao74+4 fxs+2 j5y+4 1elw+8 6clz z3qg+1c g7b4+w 3qt 33ii+1s 4e9s+w ' +
      'g+g r61 f9v2+8 8js+8 19t f4cu+w 4lc+g fqe0+4 7nm fel+g 7jy 3wn 9st+2 27g 3kht+c 4+4 4+o 8+8 4+c 1+1b ' +
      '5pls+2 2+c rr8 g7+4 ljs+4 xdr 1fo4+4 m6e 5no9+4 5js+8 a95k+g 3aio+w mb4+g 4fac 659q 3+2 1+2 ary+3 ' +
      '3+f',
    ipv6:
      'e1hmkz4zk+1ekg rxui0wsg+1ekg 28bp1q8+1ekg 1juv6nhla uv48h+1ekg 8feo+1ekg rwxqrr4+1ekg 7whekg+b8jk ' +
      '35m2hog+1ekg 5bb6muu',
  },
  {
    // Vultr
    ipv4:
      '34lb 4ct0 3ob+4 eh6 15h+3 3j c5+3 30g 6+3 oc4n 8y lj4 fv ef 3f3 dgo 9+3 1 ov 1r 5c+2 2+2 a03o 9x7 83 ' +
      '1+2 10+4 e 39 5 eg8 84gk+2 p2n 1g7j 2vh9 47wy+4 37 6ei+2 4 1 m9 6 jw+g 102 16h+4 j dl d 1a4 nx 3 p 7 ' +
      '7 4 h 58 2 3 1+2 i 6 j+4 k h 4 a 4 4+2 1 8+8 h 9 6 9 3 a 8 6 8 2 o+4 19 3 a+2 4 9 7 v+3 8 f 2 6 z 2 ' +
      '1f+74 2x m+8 ax+2 65+8 q0+2 rg+2 2e8 1a 10z 7 1+2 h3 141 16e 5 6fx 313 l9 12+2 a 2 1ru q5i 1y+2 90 ' +
      '3ip+74 117 9y 4m5+19 1+2a du+2 230+e8 2i+6 gy+2 my 9h 2 2z 1iq 5ls 18c+4 ld 1 2a 4d 1 7d+2 11u 2 2p ' +
      'md 1x+2 bz+2 9t 174+2 g7 gl f3+2 7kd iiq tjy+6 4mes h+2 1m+2 68 3gj+g iep t 3y g8 1ts9 23 9ax e53y ' +
      'zhz 231j 3px 9tv+g b74+3k w+2o 1s+o 8+w bs0+w 7pc+1s d5n 15ok+2o 2kg+w 1l3 5rn 8bo+w luo+i 2+c ' +
      '19c0+g 1h68+u 1 1q0w+w g+g 140+g 2ndk+2 8gm6 hw1 6md+1s 1esx 6 1 3 1upr 2z5+g 6eg+3 dnp+g gap pir ' +
      'b4e+2 2ho3 2 1u0j 3kf+g g+g g+g o+8 o+8 8+8 8+8 8+8 8+8 dcq 3q py+2 96 q 5u9 2 dzo a2m+4 xq 6 22oq+2 ' +
      '1cz+2 2xf 1lwg ck+4 40 1n+4 4q+2 a2 2c y8k 14 6 24tt 2ju 42u 4+2 8 c+2 1 3 1 1d 5 1+2 l 1+3 2+3 5+2 ' +
      '1h3 e8t db ek 1n0 dt+4 sk+4 1gc ir+4 hi pd+2 fvr 9sl 1ez9 6p 2dc+2 9ti+4 oo+4 15yw+2 g+2 7vl 2pi+4 ' +
      '7oi+2 vxa 11 1+2 5 4 2 9 1l 8li+3k l34+w 3d0 2 4+2 9t22+4 2q+2 3nr 40z 2t6 qr 4bm+3 1eb 1fw+2 4rc+2 ' +
      '52a+2 239 3ug gd 1s5 v1l a 25c+2 3ba+w 1kz f 16k 3+2 6wm+2 1m+2 8m+w 3ao 1yl 1o q 29 9 p9+1s 1ez 1k3 ' +
      '3 3n4p 32+2 1q2+4 6dg+w ou8+2u 1+3 2+44 jgg+g zq 2m 1 13nc 2a5 az3c aikv 7m8b 2d45 42dy+w 11ao+g omp ' +
      '18ry+w 2w0+w cg+1s 10vp 8ve+w 22bk+3k iv4+2o v1c+1s ygp 1 22y 19 u5n+w 65g+4 1ick+4 c8w 2een+3k 4ik ' +
      '2k 1odm 1qbb+3 1ps2 rpb+v 1l4+6w 179c+1s 1daw+8 1e7t 1b 20 5+2 7 1 1 3 9 1a+2 g+4 1+5 b 1+3 1 2 3 1 ' +
      '1+2 1 1+2 7 6 i 2 8+2 9+2 1 1 9 3 2+2 54 y 5 c i 2 8 i 1i+2 9i 1 o 1+3 b+2 a 2 i+2 1y 4 3 5 1 2 1 j ' +
      '2 5u l 4c+4 48 3i 2j 9eo+3k 31cs+2 mp1 4+2 w5g 6y9+3k 1zq5 1g8e 1i 1d6k+1s 3kbk+g pxm 7ol+w j64 nq9 ' +
      'z 10 2v 2 k+2 fb 1 1 2 1 1+2 4b 1 7 1 1 5 177z 2btf n9r 29xu 8 1+2 3o0+1s 18yl e2j 61mz 4+2 1 1+8 ' +
      '1+2 1 3 1y y 6+2 1g+2 e+2 uh4+y 6+4 2+i 2a4 46y 18 1b 1u 1d5 1yi+4 3dp3 1la 1zz l9d+4 i 21eh 1 1 1+2 ' +
      '1+2 5+4 y 5 7 1oz 24 9t 7 5m+2 1d 5+2 4 6 t 1+4 4+4 4+7 5+3 1+4 8+5 1+2 2+2 1 1 1u+9 1+2 1+2 1 2+3 ' +
      '2+4 1 4+4 4+6 3+4 1 h 17up 3nfn 4lu8 3zz 2mk+4 2oi+2 2h8+4 gg+4 4cj 4c 2 vs 2 n 8 eb l 29x 1l9 5c ' +
      '5m8+3 7l+4 3d+2 j 1vt+2 gq 1p6 329 3g y 66+4 59 4q j3 b5 5+4 8o+4 zm 7d+4 9s+5 7u 4f 9j 1h8 8f 2 ik ' +
      'dm 1rw j+4 e3 58+4 9a+2 3ghg+2 ix4+6 2w+4 n 5s+2 77 b3 uz 451 1v+7 2e 3fxh+2 1im7 2v0 3cv+8 8ak 24y ' +
      '8dk+1s 4lm 1aq+3 mn 1ak d1 np 1r+4 1s0 6 bmk 7p 8gr+2 27k 1+2 1m8+2 4kq+2 5ym 3ev+2 20+2 47f 1zx ' +
      '1vs+2 53u 13a 1 3s+2 4+2 ve 5dn+2 36e 4km 1g4+2 2w+2 2b7 1ur b58 3p3 21l+2 uk+2 2fs+2 u3 r6 gr+2 ' +
      '466+2 6u8+2 371+3 4 2 4+2 1ne+2 6y6+2 102+2 dq+2 5dh 5c2+2 3zk+2 6gw+2 2ak+2 2w0i+w wn 6mi 278 ' +
      '11i0+2 2ai+4 1aeq st+w 3plx 5ay+w lez q04+4 dw+o x5s 2k 58c 3o m 3kz+2 1m2q dxe 1roe+8 g+8 kbk+w ' +
      'w+1s 68l 5yx 73k+1s ezw+3 17t+4 u8+4 1e0+8 80+8 3oe co9 1+u oh4 lkv f6f+w 5og+w 31ox uda+2 12ew ' +
      '5mn+4 3o9 2gd 3yy+2 4dz 3cpi c 9au 15n+14 8+g 4j2 r5+w b3k+4 57w+1s 8eb 8os+g 7k9c+w 2n',
    ipv6:
      'ch1i0fp8g 1hr 5oq7 1cz 22l5ln 3j9b 3bmcvz+glg 4+xyw 1k35akzk0+74 1ihielw+2 122y93e+1ekg 1plggeo ' +
      '6qfo29j 4mv+74 9cw+w e8+g 4pc+g 1gdde1s rsv9y7nb 1tsoelz+74 epjwg+35s 3uz9c p374g 4dbh6 9snlw 161xq ' +
      'fhu8 1a+w 2j9a3 47pb8+74 13bu6 8ntxt+35s 35ou8+35s h0yrk 17 31 1+3 a2 3 e 9gpgr 6v 2afpblr+1ekg ' +
      '1g4lbeo+g 40f4nhs+1ekg 16evb9 zik0ze+1ekg 1cgb7ny8 23unz+g 3q580 1ih0cda7z+74 2rvwum8+1ekg ' +
      '6665mo+1ekg 1lpm51c+1ekg bv0tg0+g g 1b 5r+g 28+g jcqwdc+1ekg 2m4k1ds+b8jk 8bdzio+g 8fds+1ekg ' +
      '5byy2o+1ekg am12bk+1ekg criq68 5jp2in 7hp1e 2kfnrk 4j 22x1l3+74 hcaimo+g x5m2hs+1ekg lkmfi8+1ekg ' +
      'guqivk+g 68+74 3dqju9s 86o0sf cmk8vz 8445bz+1kw qzkacg+8 72j5i0+g i3zy7k kixfr3+8feo 1syri8 1elq ' +
      '3qja4w+g eponw0+28 6b471s+2t4w 1ekg+1ekg 1nl2sxr qa51y8 v 3bj+g 12ww8v4+74 4k1 vb2 1ue08dr+1ekg ' +
      '1bbuv4+1ekg redwjk+1ekg 8veku8+1ekg 5hiexv+2 yz+g r8 1 1ft+w 1ny cv 25v 6w+3 2 20 1+3 1xo4po 6n ' +
      'j7w41d 4zo8o3+2t4w 18vd34+8feo bpplvk+b8jk a4fk9e 7cjmb2 6dr71g+2 1i5 4+2 1e 2bv 26t 11vfvfj+b8jk ' +
      '2clb7k+b8jk 1ajc2sq 3wrj 1 1+2 cou33p+2 rjdqhr 11y89sp+1ekg 1sm4g0+b8jk jny80+b8jk jny80+b8jk ' +
      'jny80+b8jk jny80+b8jk 13n4zk+b8jk 6axixc+g iq8lba+2 8lneuw+b8jk ewkxs3+4 6beheh+2 2+c ls88k0+1ekg ' +
      'r5n9c 2t4v jk6utc hc8c0v 31 d 1a j 14 3 g h 4ne00f+1ekg 43c0e8+5m9s 5xc+74 5ohobq 181sfqh 3tb8xb+74 ' +
      'jo0+3 36ul+74 2a0+4 s50+6bk cn4+35s fo64gc 6r 9trz 5yhfs6+3',
  },
  {
    // WholeSale Internet
    ipv4:
      'x0e8+2 cba ldrr+g 8sk2 c tn7r 3wzc+1s 2ce ujl+2 1+1p 38d2+2 g5l8+4 1zwh6+2 t2hg+8 aje6 qfp+4 eifc+3k ' +
      '16gu8+k 1+17 5wxs+7 8jd+w 1y2w+3 9q3x',
    ipv6: 'ch20afx8g+xq1 1+gue 2c8374glf 1vkaj99 2det4v+6 1+2',
  },
  {
    // WorldStream
    ipv4:
      '34x4+4 59t8 omp3 k1n5 a7ch+4 ddk+4 1vz 8z 7g1 2ui 5u 3d t6+4 no14+4 9eda fpbt+4 14su 1ej9 20d dk ' +
      '5ytq 24jk 1pzg+4 78+4 o8 14kt 24r2 heb 2m1 l3 nl ic 26bg e18+8 1bwc 16ez d6j4 34 6em9 mkj+g 1ajh8 ' +
      '48qn 1q5k 2owu d 7 9 1 35 16 x 7rmj bm1g hfh5+g 14w1 3726+8 h4s+4 8n7s+4 f0+4 kd w7 1uq+4 1d0 e2m ' +
      'as+4 yc+4 5a8+4 14+4 6kc+4 19g+4 g 8j+4 rc+4 nw+4 dc+4 2k+4 bg+4 30+4 23 134+4 fx rh ks 8sd 1kd+2 ' +
      '3z2i 103 1ndz+w 36rb uzk 739 5b+2 x3s 2 4q0 seb+4 24o 1bww 8he+2 ve bij+2 bo46 b7hj 1+2 4+3 1+2 lr9 ' +
      '1sdg+2 45u 4lb7+g',
    ipv6:
      'gdbiuneo0+5m9s 38l3hmo+e8 2jasnwg+74 5jfe5fk+b8jk 17rg45c+1ekg 9piz9c 43tj37j+1ekg 11953wg+1ekg ' +
      '35jot1c+1ekg 3y23w8w+1ekg 3kofkuo 11gcpm7+1ekg 664r28+b8jk db5b13+2 7ha1wur 1mhc5eb+pa8',
  },
  {
    // Zappie Host
    ipv4:
      '17ux4+4 5c+4 dc+4 1y2u7 egsg+4 1fd4+4 8k+4 2bio cvsv rmw+2 2j995+4 8+4 1mdc+2 lpfm+2 4de a edb4 e8o ' +
      'sik1 y2a',
    ipv6:
      'etc0je5mo+74 5kd2cf5 1k4kn4vj2+1ekg lc+74 sg 1 1+c 2+4 1+6g 1+74 74+74 74+lc e8+74 74+g g+2o ao+e8 ' +
      'e8+74 74+74 e8+74 zk+16o e8+74 74+lc 74+sg e8+lc e8+e8 1z4+74 e8+sg 1du+72 74+e8 e8+74 74+74 e8+e8 ' +
      '74+268 e8+zl 1+g 1+3 1+kp 9+6v tc+g g+3k 2+1q e8+e8 74+e8 74+74 2 1+70 74+e8 lc+30 1+7 1+n 1+7 1+b ' +
      '1+e 1+9 1+92 sw+4c 1+2b lc+zk e8+zk sg+e8 e8+1ds e8+268 74+g g+c 5+5r e8+1z4 74+934 1erk+1cei 1+4h ' +
      '1+x 1+1d a8+i8 e9+d 2+i u+g 1c+3k 2tj4+tfk 74+kxs e2nk74+14p1 1+9ve idh2lts+a 1+8 1 1+2 1+4 1 1+34w ' +
      '7k+2y8 6bk+11xc 2whv 1+b 1+f 1s+io 74+268 6bk+cn4 cn4+9hc 384+c 1 1 1+2 5+4 g+3k ts+5s 1c+g 2+5a ' +
      '7l+6n lf+71 lc+74 e8+2kg 4cg+1z4 74+74 l 2 1+6e sg+74 bgg+2rk 35s+6bk 35s+35s 2zgg+9hc 35s+fsw ' +
      '35s+cn4 35s+3t 1+1g 1+6y 1+4h 1+s 1+46 1+8c 1+3i 1+4z 1+3s 1+3s 1+k 1+2d 1+d 1+2l 1+54 1+ch 1+6f ' +
      '1+52 1 1+6f 1+r 1+1a 1+22 1+5e 2+1c 1+1f 1+2s 1+2b 1+16 1+1v 1+4b 1+w s3ciksn4+1ekg',
  },
];
